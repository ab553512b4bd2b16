package io.recoverymesh.handler.exec;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one program to its end, within a time, without blocking it on its output. A program that ends by itself may leave
 * others behind, such as the service it restarted; one that is stopped leaves nothing.
 */
final class ProcessRunner {
    /** Stragglers of the output; a survivor that holds it open is not waited for. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessRunner.class);
    private static final int CHUNK = 8 * 1024;

    private final @Nullable Path setsid;

    /** @param setsid gives the program a session of its own; null where the system has none */
    ProcessRunner(@Nullable Path setsid) {
        this.setsid = setsid;
    }

    static ProcessRunner ofThisSystem() {
        Optional<Path> setsid = Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        return new ProcessRunner(setsid.orElse(null));
    }

    /**
     * What to run.
     *
     * @param environment all of it
     * @param mark name of the variable whose value only this run has
     * @param outputLimit bytes kept of each of stdout and stderr
     */
    record Launch(
            List<String> command,
            Map<String, String> environment,
            String mark,
            @Nullable Path workingDirectory,
            int outputLimit) {}

    /**
     * How it ended.
     *
     * @param exitCode meaningless where it was stopped at its time limit
     * @param dropped bytes of output that were not kept
     * @param heldOpen another process still holds its stdout or stderr
     */
    record Finished(boolean timedOut, int exitCode, String stdout, String stderr, long dropped, boolean heldOpen) {}

    /**
     * @throws IOException when it could not be started
     * @throws InterruptedException when the thread was interrupted; all that was started has been ended
     */
    Finished run(Launch launch, Duration limit) throws IOException, InterruptedException {
        Process process = start(launch);
        ProcessTree tree = new ProcessTree(
                process.toHandle(),
                setsid != null,
                launch.mark() + "=" + launch.environment().get(launch.mark()));
        boolean ended = false;
        try {
            Reading stdout = new Reading(process.getInputStream(), launch.outputLimit(), "stdout-" + process.pid());
            Reading stderr = new Reading(process.getErrorStream(), launch.outputLimit(), "stderr-" + process.pid());
            ended = ends(process, limit);
            if (!ended) {
                tree.end();
            }
            stdout.awaitEnd(LAST_WORDS);
            stderr.awaitEnd(LAST_WORDS);
            return new Finished(
                    !ended,
                    ended ? process.exitValue() : -1,
                    stdout.kept.text(),
                    stderr.kept.text(),
                    stdout.kept.dropped() + stderr.kept.dropped(),
                    ended && tree.holdsOutput());
        } finally {
            if (!ended) {
                tree.end();
            }
        }
    }

    private Process start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        if (setsid != null) {
            command.add(setsid.toString());
        }
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        if (launch.workingDirectory() != null) {
            builder.directory(launch.workingDirectory().toFile());
        }
        return builder.start();
    }

    private static boolean ends(Process process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected to be told of the end of process " + process.pid(), e);
        }
    }

    /** Empties one stream into a buffer until it ends, on a platform thread: a blocked read would pin a virtual one. */
    private static final class Reading {
        private final TailBuffer kept;
        private final Thread thread;

        Reading(InputStream stream, int limit, String name) {
            kept = new TailBuffer(limit);
            thread = Thread.ofPlatform().daemon().name(name).start(() -> read(stream));
        }

        /** Longer than that it lasts only where a survivor holds the other end. */
        void awaitEnd(Duration time) throws InterruptedException {
            boolean done = thread.join(time);
            LOG.trace("{} read to its end: {}", thread.getName(), done);
        }

        private void read(InputStream stream) {
            byte[] chunk = new byte[CHUNK];
            try (stream) {
                for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                    kept.write(chunk, read);
                }
            } catch (IOException e) {
                // The process ended and its stream with it: what was read is what there is.
                return;
            }
        }
    }
}
