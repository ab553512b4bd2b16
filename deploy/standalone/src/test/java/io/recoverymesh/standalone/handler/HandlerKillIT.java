package io.recoverymesh.standalone.handler;

import static io.recoverymesh.standalone.handler.Commands.command;
import static io.recoverymesh.standalone.handler.Commands.runStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.ChildJvm;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, again and again, under load: wherever it strikes, no effect twice, none without its committed start. */
@Timeout(300)
class HandlerKillIT {
    private static final int KILLS = 20;
    private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(15);
    private static final long SEED = 20260301L;

    @Test
    void performsEachCommandAtMostOnceAndStartsEveryOneInTheEnd(@TempDir Path directory) throws Exception {
        Path effects = Files.createFile(directory.resolve("effects"));
        Random random = new Random(SEED);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (CommandBoard board = new CommandBoard("kill")) {
            start(board, effects).close();
            Thread load = Thread.ofVirtual().start(() -> {
                while (!enough.get()) {
                    int number = sent.getAndIncrement();
                    board.send(command("r-" + number, "service-" + number % 50, number, patient()));
                    LockSupport.parkNanos(BETWEEN_COMMANDS.toNanos());
                }
            });
            for (int kill = 0; kill < KILLS; kill++) {
                try (ChildJvm child = start(board, effects)) {
                    // Sometimes at once, sometimes in the middle of its work.
                    int before = Files.readAllLines(effects).size();
                    int more = random.nextInt(40);
                    await().pollInterval(Duration.ofMillis(5))
                            .until(() -> Files.readAllLines(effects).size() >= before + more);
                    child.kill();
                }
            }
            enough.set(true);
            load.join();
            try (ChildJvm last = start(board, effects)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> started(board).stream().distinct().count() == sent.get());
                last.kill();
            }
            List<String> started = started(board);
            List<String> performed = Files.readAllLines(effects);
            assertThat(started).as("one committed start each, seed %d", SEED).doesNotHaveDuplicates();
            assertThat(performed).as("at most one effect each, seed %d", SEED).doesNotHaveDuplicates();
            Set<String> withoutStart = new HashSet<>(performed);
            withoutStart.removeAll(Set.copyOf(started));
            assertThat(withoutStart)
                    .as("no effect without its start, seed %d", SEED)
                    .isEmpty();
        }
    }

    /** However long the handler is away, no command expires meanwhile. */
    private static RunStep patient() {
        Instant later = Instant.now().plus(Duration.ofMinutes(10));
        return runStep(later, later);
    }

    private static ChildJvm start(CommandBoard board, Path effects) throws IOException {
        MeshInfrastructure mesh = MeshInfrastructure.shared();
        ChildJvm child = ChildJvm.run(
                HandlerToKill.class,
                mesh.bootstrapServers(),
                mesh.registryUrl(),
                board.topics.prefix(),
                effects.toString());
        child.awaitReady();
        return child;
    }

    private static List<String> started(CommandBoard board) {
        return board.results().stream()
                .map(ConsumerRecord::value)
                .filter(result -> result.getBody() instanceof AttemptStarted)
                .map(StepResult::getRecoveryId)
                .toList();
    }
}
