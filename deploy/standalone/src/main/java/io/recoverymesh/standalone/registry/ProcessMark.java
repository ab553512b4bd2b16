package io.recoverymesh.standalone.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers in a file which process uses the data, so that one left over from a crash ends before the next begins. */
record ProcessMark(Path file) {

    /** Writes down the process by id and start: ids are used again. */
    void write(ProcessHandle process) throws IOException {
        Files.write(file, List.of(String.valueOf(process.pid()), startOf(process)));
    }

    void erase() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Waits for the process of the run before, which ends with its parent; ends it when that takes too long. */
    void awaitEndOfFormer(Duration limit) throws IOException, InterruptedException {
        Optional<ProcessHandle> former = former();
        if (former.isEmpty()) {
            return;
        }
        try {
            former.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            former.get().destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private Optional<ProcessHandle> former() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 2 || !lines.getFirst().matches("\\d{1,18}")) {
            return Optional.empty(); // half written in a crash: what it was to name never got further
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst()))
                .filter(process -> startOf(process).equals(lines.getLast()));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
