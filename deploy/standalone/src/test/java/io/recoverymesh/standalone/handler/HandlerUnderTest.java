package io.recoverymesh.standalone.handler;

import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.KafkaClients;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.kafka.RecordCodec;
import io.recoverymesh.handler.kafka.TopicSetup;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A handler {@code exec} with one action {@code it}, in this JVM. */
final class HandlerUnderTest implements AutoCloseable {
    private static final int PARTITIONS = 4;

    final CommandBoard board;
    private final Action action;
    private final String instance;
    private final int maxRunning;
    private HandlerLoop loop;

    HandlerUnderTest(String name, int maxRunning, Action action) {
        this(new CommandBoard(name), "h-1", maxRunning, action);
    }

    /** A further instance on the same topics. */
    HandlerUnderTest(CommandBoard board, String instance, int maxRunning, Action action) {
        this.board = board;
        this.instance = instance;
        this.action = action;
        this.maxRunning = maxRunning;
        loop = start();
    }

    HandlerLoop current() {
        return loop;
    }

    void awaitEnd(String recovery) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> board.bodies(recovery).stream().anyMatch(AttemptSucceeded.class::isInstance));
    }

    void restart() {
        loop.close();
        loop = start();
    }

    private HandlerLoop start() {
        MeshInfrastructure mesh = MeshInfrastructure.shared();
        HandlerLoop started =
                loop(mesh.bootstrapServers(), mesh.registryUrl(), board.topics, instance, maxRunning, action);
        started.start();
        return started;
    }

    static HandlerLoop loop(
            String bootstrapServers,
            String registryUrl,
            Topics topics,
            String instance,
            int maxRunning,
            Action action) {
        LoopSettings settings = new LoopSettings(instance, maxRunning, Duration.ofMillis(200), Duration.ofMillis(500));
        return new HandlerLoop(
                settings,
                List.of(Handler.of("exec", List.of(action))),
                new KafkaClients(Map.of("bootstrap.servers", bootstrapServers), topics, settings.instance()),
                topics,
                new TopicSetup(true, PARTITIONS, (short) 1),
                new RecordCodec(Map.of("schema.registry.url", registryUrl), topics, settings.instance()),
                InstantSource.system(),
                LoopObserver.NONE);
    }

    @Override
    public void close() {
        loop.close();
        board.close();
    }
}
