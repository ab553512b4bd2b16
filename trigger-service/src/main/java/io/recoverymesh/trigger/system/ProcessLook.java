package io.recoverymesh.trigger.system;

import io.recoverymesh.trigger.probe.Look;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Whether the process lives whose id stands in a file. A process that ended but was not yet collected does not. */
final class ProcessLook {
    private static final int MAX_FILE = 64;

    private ProcessLook() {}

    static Look at(String pidFile) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(Path.of(pidFile))) {
            text = new String(in.readNBytes(MAX_FILE), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return new Look(false, pidFile + " does not exist");
        }
        if (!text.matches("[1-9][0-9]{0,9}")) {
            return new Look(false, "Expected a process id in " + pidFile + ", but it holds '" + text + "'");
        }
        long pid = Long.parseLong(text);
        boolean lives = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
        return new Look(lives, "process " + pid + (lives ? " lives" : " is gone"));
    }

    /** Only Linux tells; elsewhere nothing is one. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length() && (stat.charAt(state) == 'Z' || stat.charAt(state) == 'X');
        } catch (IOException e) {
            return false;
        }
    }
}
