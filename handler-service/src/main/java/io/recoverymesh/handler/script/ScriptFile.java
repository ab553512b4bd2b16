package io.recoverymesh.handler.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A script as it was listed.
 *
 * @param sha256 in lower-case hexadecimal; empty: whatever the file holds
 */
record ScriptFile(Path path, String sha256) {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** Why it must not be run as it is now, in one sentence; empty where it may. */
    Optional<String> objection() {
        try {
            if (!path.isAbsolute() || !Files.isRegularFile(path) || !Files.isExecutable(path)) {
                return Optional.of("Expected " + path + " to be the absolute path of an executable file, but it is "
                        + (Files.exists(path) ? "not" : "not there") + ". Install it where the handler runs.");
            }
            if (Files.size(path) > MOST_BYTES) {
                return Optional.of("Expected a script of at most " + MOST_BYTES + " bytes, but " + path + " has more.");
            }
            return writableByOthers(path.toRealPath()).or(this::otherContent);
        } catch (IOException e) {
            return Optional.of("Expected to read " + path + ", but got " + e);
        }
    }

    /** Whoever may write the script or replace it in its directory decides what runs. */
    private static Optional<String> writableByOthers(Path real) throws IOException {
        for (Path place : new Path[] {real, real.getParent()}) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(place);
            boolean sticky = Files.isDirectory(place) && ((int) Files.getAttribute(place, "unix:mode") & 01000) != 0;
            if (!sticky && permissions.stream().anyMatch(OF_OTHERS::contains)) {
                return Optional.of("Expected " + place + " to be writable by its owner only, but others may write it."
                        + " Run: chmod go-w " + place);
            }
        }
        UserPrincipal owner = Files.getOwner(real);
        boolean ours = owner.getName().equals("root") || owner.getName().equals(System.getProperty("user.name"));
        return ours
                ? Optional.empty()
                : Optional.of("Expected " + real + " to belong to root or to the handler's user, but it belongs to "
                        + owner.getName() + ". Run: chown root " + real);
    }

    private Optional<String> otherContent() {
        if (sha256.isEmpty()) {
            return Optional.empty();
        }
        String found = digest();
        return found.equals(sha256)
                ? Optional.empty()
                : Optional.of("Expected " + path + " to have the SHA-256 " + sha256 + ", but it has " + found
                        + ". Look at what changed, then list its new sum.");
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException | NoSuchAlgorithmException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
