package io.recoverymesh.standalone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/** What the effects of steps leave behind: one line for each, written by the program that the handler runs. */
final class World {
    private final Path log;
    private final Path program;

    World(Path directory) {
        log = directory.resolve("world.log");
        program = directory.resolve("effect");
        try {
            Files.createFile(log);
            Files.writeString(program, String.format(Locale.ROOT, """
                            #!/bin/sh
                            printf '%%s %%s %%s\\n' "$MESH_GROUP/$MESH_TARGET" "$MESH_IDEMPOTENCY_KEY" "$MESH_FENCE" >> '%s'
                            """, log));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program() {
        return program;
    }

    /** All effects so far, in order. */
    List<Effect> effects() {
        try {
            return Files.readAllLines(log).stream().map(Effect::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Effect(String target, String key, long fence) {
        static Effect parse(String line) {
            String[] parts = line.split(" ", -1);
            return new Effect(parts[0], parts[1], Long.parseLong(parts[2]));
        }
    }
}
