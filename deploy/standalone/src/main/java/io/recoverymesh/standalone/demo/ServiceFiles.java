package io.recoverymesh.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one demo service leaves on disk: who it is now, each of its starts and resets, and how it is to misbehave. */
record ServiceFiles(Path directory, String name) {
    /** How it is started: one argument a line. */
    Path command() {
        return file("command");
    }

    /** While this is there it dies a second after each start. */
    Path crash() {
        return file("crash");
    }

    /** While this is there its work fails. */
    Path errors() {
        return file("errors");
    }

    /** What it says. */
    Path output() {
        return file("out");
    }

    /** Called by the service itself. */
    void recordStart() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path written = file("pid.tmp");
        Files.write(written, List.of(Long.toString(self.pid()), startOf(self)));
        Files.move(written, file("pid"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        append("starts", Long.toString(self.pid()));
    }

    /** Called by the service itself. */
    void recordReset(String key) throws IOException {
        append("resets", key);
    }

    /** How often it was started, by its own account. */
    int starts() throws IOException {
        return count("starts");
    }

    /** How often it was reset, by its own account. */
    int resets() throws IOException {
        return count("resets");
    }

    /** The running process; an id that was used again since is not it. */
    Optional<ProcessHandle> process() throws IOException {
        if (!Files.exists(file("pid"))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file("pid"));
        return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process).equals(lines.getLast()));
    }

    private int count(String kind) throws IOException {
        Path file = file(kind);
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private void append(String kind, String line) throws IOException {
        Files.write(file(kind), List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file(String kind) {
        return directory.resolve(name + "." + kind);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
