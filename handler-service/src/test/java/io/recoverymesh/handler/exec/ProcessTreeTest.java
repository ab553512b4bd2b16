package io.recoverymesh.handler.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each program writes the ids of the processes it starts into files of the directory. */
@Timeout(60)
final class ProcessTreeTest {
    private static final String STARTS_A_CHILD_THAT_IGNORES_SIGTERM = """
        import os, signal, sys, time
        def note(name):
            open(sys.argv[1] + '/' + name + '.pid.part', 'w').write(str(os.getpid()))
            os.rename(sys.argv[1] + '/' + name + '.pid.part', sys.argv[1] + '/' + name + '.pid')
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            note('child')
            time.sleep(600)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        note('parent')
        time.sleep(600)
        """;

    private static final String STARTS_ONE_IN_A_SESSION_OF_ITS_OWN = """
        import os, sys, time
        def note(name):
            open(sys.argv[1] + '/' + name + '.pid.part', 'w').write(str(os.getpid()))
            os.rename(sys.argv[1] + '/' + name + '.pid.part', sys.argv[1] + '/' + name + '.pid')
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                note('orphan')
                time.sleep(600)
            os._exit(0)
        time.sleep(600)
        """;

    /** Each child starts the next and ends, two hundred in all, so that none is the descendant of the program for long. */
    private static final String KEEPS_SPAWNING = """
        import os, signal, sys, time
        def note(name):
            open(sys.argv[1] + '/' + name + '.pid.part', 'w').write(str(os.getpid()))
            os.rename(sys.argv[1] + '/' + name + '.pid.part', sys.argv[1] + '/' + name + '.pid')
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if os.fork() != 0:
            time.sleep(600)
        for number in range(200):
            if os.fork() == 0:
                if number % 4 == 0:
                    os.setsid()
                if number % 10 == 0:
                    if os.fork() == 0:
                        note('stays' + str(number))
                        time.sleep(600)
                time.sleep(0.01)
            else:
                os._exit(0)
        note('last')
        time.sleep(600)
        """;

    private static final String LEAVES_A_SERVICE_BEHIND = """
        import os, sys, time
        def note(name):
            open(sys.argv[1] + '/' + name + '.pid.part', 'w').write(str(os.getpid()))
            os.rename(sys.argv[1] + '/' + name + '.pid.part', sys.argv[1] + '/' + name + '.pid')
        print('restarted', flush=True)
        if os.fork() == 0:
            note('service')
            time.sleep(600)
        time.sleep(0.3)
        """;

    private final Path directory;

    ProcessTreeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void endsChildrenThatIgnoreSigtermAtTheTimeLimit() throws Exception {
        Outcome outcome = Programs.run(program(STARTS_A_CHILD_THAT_IGNORES_SIGTERM), "{}", in(1500));

        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        assertThat(pids()).hasSize(2).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void endsAProcessThatLeftItsSessionAndLostItsParent() throws Exception {
        Programs.run(program(STARTS_ONE_IN_A_SESSION_OF_ITS_OWN), "{}", in(1500));

        assertThat(pids()).hasSize(1).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void endsChildrenThatKeepStartingChildren() throws Exception {
        Outcome outcome = Programs.run(program(KEEPS_SPAWNING), "{}", in(1500));

        assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        assertThat(pids()).hasSizeGreaterThan(3).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void endsTheTreeWhenTheAttemptIsInterrupted() throws Exception {
        Action action = program(STARTS_A_CHILD_THAT_IGNORES_SIGTERM);
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                done.complete(Programs.run(action, "{}", in(60_000)));
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        await().until(() -> pids().size() == 2);

        thread.interrupt();

        assertThatThrownBy(done::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(pids()).noneMatch(ProcessTreeTest::isAlive);
    }

    @Test
    void leavesAServiceThatItStartedAliveAndDoesNotWaitForItsOutput() throws Exception {
        Instant began = Instant.now();
        Outcome outcome = Programs.run(program(LEAVES_A_SERVICE_BEHIND), "{}", in(30_000));
        await().until(() -> pids().size() == 1);

        try {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Success.class, success -> assertThat(success.output())
                    .contains("\"stdout\":\"restarted\\n\"", "\"warning\""));
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(pids()).allMatch(ProcessTreeTest::isAlive);
        } finally {
            pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    private Action program(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("program.py"), script);
        return Programs.action(Map.of(
                "program", Programs.python().toString(), "args", List.of(file.toString(), directory.toString())));
    }

    private List<Long> pids() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .map(ProcessTreeTest::read)
                    .toList();
        }
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** In a container whose first process reaps nobody, an orphan that has ended stays listed as a zombie. */
    private static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).trim().startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    private static Instant in(long millis) {
        return Instant.now().plusMillis(millis);
    }
}
