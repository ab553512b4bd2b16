package io.recoverymesh.benchmarks;

import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.sdk.MeshSettings;
import io.recoverymesh.handler.sdk.RecoveryContext;
import io.recoverymesh.handler.sdk.RecoveryHandler;
import io.recoverymesh.handler.sdk.RecoveryHandlers;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A handler of the SDK: from a command to its committed start, and so many at once. */
final class HandlerChain implements Chain {
    static final int AT_ONCE = 500;
    private static final Duration WORK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Topics topics = new Topics("handlers.");
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroSerializer<StepCommand> values = new AvroSerializer<>();
    private final AvroDeserializer<StepResult> results = new AvroDeserializer<>(StepResult.class);
    private final RecoveryHandlers handlers;
    private final Loop reader;
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Journeys journeys = new Journeys();

    /** The methods that are called. */
    static final class Actions {
        @RecoveryHandler(action = "bench/quick", safety = Safety.IDEMPOTENT)
        void quick() {}

        @RecoveryHandler(action = "bench/wait", safety = Safety.IDEMPOTENT)
        void waits(RecoveryContext context) throws InterruptedException {
            Thread.sleep(WORK);
            context.heartbeat("done");
        }
    }

    HandlerChain(Arena arena) {
        arena.createTopics(topics);
        values.configure(arena.serdes(), false);
        results.configure(arena.serdes(), false);
        producer = Clients.producer(arena, Map.of());
        handlers = RecoveryHandlers.start(settings(arena), new Actions());
        Pause.until(() -> handlers.state().ready(), LONGEST, () -> "the handlers to be ready");
        reader = Loop.start(
                "results-reader", Clients.consumer(arena, "results-reader", topics.results.name()), this::read);
    }

    static MeshSettings settings(Arena arena) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MESH_BOOTSTRAP_SERVERS", arena.bootstrapServers());
        environment.put("MESH_REGISTRY_URL", arena.registryUrl());
        environment.put("MESH_TOPIC_PREFIX", "handlers.");
        environment.put("HANDLER_MAX_RUNNING", Integer.toString(AT_ONCE));
        return MeshSettings.of(environment, "bench-1");
    }

    @Override
    public String name() {
        return "handler: command to start";
    }

    @Override
    public Journeys measure(int perSecond, Duration length) {
        Journeys measured = new Journeys();
        journeys = measured;
        Pace.run(perSecond, length, i -> {
            StepCommand command = command("quick");
            send(command, measured.sent(command.getId()));
        });
        Pause.of(Duration.ofSeconds(1));
        return measured;
    }

    /** Milliseconds from the first of so many commands to the last end. */
    double allAtOnce() {
        ended.set(0);
        long begin = System.nanoTime();
        for (int i = 0; i < AT_ONCE; i++) {
            send(command("wait"), () -> {});
        }
        long end = Pause.until(
                () -> ended.get() >= AT_ONCE, LONGEST, () -> AT_ONCE + " to end, but " + ended.get() + " did");
        return (end - begin) / 1_000_000.0;
    }

    private StepCommand command(String action) {
        int number = sent.incrementAndGet();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        RunStep run = new RunStep(action, "{}", Safety.IDEMPOTENT, now.plusSeconds(60), now.plusSeconds(50), 30_000L);
        return new StepCommand(
                "c-" + number,
                "f-1",
                "r-" + number,
                "p",
                "g",
                "s-" + number % 1_000,
                "step",
                1,
                (long) number,
                "k-" + number,
                now,
                run);
    }

    private void send(StepCommand command, Runnable acknowledged) {
        String topic = topics.commands("bench").name();
        byte[] key = (command.getGroup() + "/" + command.getTarget()).getBytes(StandardCharsets.UTF_8);
        Clients.send(producer, new ProducerRecord<>(topic, key, values.serialize(topic, command)), acknowledged);
    }

    private void read(ConsumerRecords<byte[], byte[]> records) {
        long at = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            StepResult result = results.deserialize(record.topic(), record.headers(), record.value());
            if (result == null) {
                continue;
            }
            if (result.getBody() instanceof AttemptStarted) {
                journeys.arrived(result.getCommandId(), at);
            } else if (result.getBody() instanceof AttemptSucceeded) {
                ended.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        handlers.close();
        reader.close();
    }
}
