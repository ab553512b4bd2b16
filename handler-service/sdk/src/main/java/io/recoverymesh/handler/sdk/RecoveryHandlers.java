package io.recoverymesh.handler.sdk;

import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.common.secret.SecretNames;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.KafkaClients;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.kafka.LoopState;
import io.recoverymesh.handler.kafka.RecordCodec;
import io.recoverymesh.handler.kafka.TopicSetup;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a team's handlers in this process: takes their commands, performs them, tells how they went, until closed. */
public final class RecoveryHandlers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryHandlers.class);

    private final HandlerLoop loop;

    private RecoveryHandlers(HandlerLoop loop) {
        this.loop = loop;
    }

    /**
     * The whole main of a handler: runs until the process is told to end, and lets running attempts end before.
     *
     * @param objects with methods annotated with {@link RecoveryHandler}
     */
    public static void run(Object... objects) {
        CountDownLatch stopped = new CountDownLatch(1);
        RecoveryHandlers handlers = start(MeshSettings.of(System.getenv(), MeshSettings.hostAndProcess()), objects);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            handlers.close();
            stopped.countDown();
        }));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            handlers.close();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns at once; without Kafka it keeps trying. */
    public static RecoveryHandlers start(MeshSettings settings, Object... objects) {
        return start(settings, AnnotatedHandlers.of(objects));
    }

    /** For handlers that are made otherwise. */
    public static RecoveryHandlers start(MeshSettings settings, List<Handler> handlers) {
        return start(settings, handlers, LoopObserver.NONE);
    }

    /** @param observer told of every attempt, for metrics */
    public static RecoveryHandlers start(MeshSettings settings, List<Handler> handlers, LoopObserver observer) {
        System.getenv().forEach((name, value) -> {
            if (SecretNames.isSecret(name)) {
                KnownSecrets.ofThisProcess().add(value);
            }
        });
        Topics topics = new Topics(settings.topicPrefix());
        HandlerLoop loop = new HandlerLoop(
                new LoopSettings(settings.instance(), settings.maxRunning(), settings.heartbeat(), settings.stopWait()),
                handlers,
                new KafkaClients(settings.kafka(), topics, settings.instance()),
                topics,
                new TopicSetup(settings.createTopics(), settings.partitions(), (short) -1),
                new RecordCodec(settings.registry(), topics, settings.instance()),
                InstantSource.system(),
                observer);
        loop.start();
        LOG.info(
                "Offering {} as {}",
                handlers.stream().map(RecoveryHandlers::offer).toList(),
                settings);
        return new RecoveryHandlers(loop);
    }

    /** Whether commands are taken, and why not. */
    public LoopState state() {
        return loop.state();
    }

    /** Takes nothing more, lets running attempts end for a while, stops the rest, tells all of it. */
    @Override
    public void close() {
        loop.close();
    }

    private static String offer(Handler handler) {
        return handler.name() + "/" + handler.actions().keySet();
    }
}
