package io.recoverymesh.benchmarks;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;

/** The trigger service with reports of targets that fall ill, one after the other, and records that nobody can read between them. */
final class PoisonedSignals implements AutoCloseable {
    private static final int ONE_IN = 10;
    private static final int LARGEST = 10 * 1024 * 1024;
    private static final String ROOM = Integer.toString(LARGEST + 1024 * 1024);
    private static final Duration ARRIVES = Duration.ofSeconds(5);
    /** Garbage, a schema that there is not, JSON of 10,000 levels, 10 MB. */
    private static final List<byte[]> POISON = List.of(
            "\u0001\u0002 this is no signal".getBytes(StandardCharsets.UTF_8),
            ByteBuffer.allocate(64).put((byte) 0).putInt(987_654).array(),
            "{\"a\":".repeat(10_000).getBytes(StandardCharsets.UTF_8),
            "x".repeat(LARGEST).getBytes(StandardCharsets.UTF_8));

    private final Topics topics = new Topics("poison.mesh.");
    private final String topic = topics.health.name();
    private final AvroSerializer<HealthReported> values = new AvroSerializer<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final TriggerUnderTest trigger;
    private final Loop healths;
    private final Loop letters;
    private final AtomicLong deadLetters = new AtomicLong();
    private volatile Journeys journeys = new Journeys();
    private int number;
    private int poison;

    PoisonedSignals(Arena arena) {
        arena.createTopics(topics);
        makeRoom(arena);
        Catalogues.publish(arena, topics, Catalogues.others(100));
        values.configure(arena.serdes(), false);
        producer =
                Clients.producer(arena, Map.of("max.request.size", ROOM, "buffer.memory", Long.toString(8L * LARGEST)));
        trigger = new TriggerUnderTest(arena, topics, TriggerObserver.NONE);
        healths = Loop.start(
                "health-reader", Clients.consumer(arena, "health-reader", topics.targets.name()), this::arrived);
        letters = Loop.start(
                "letter-reader",
                Clients.consumer(
                        arena,
                        "letter-reader",
                        topics.deadLetters(topics.health).name()),
                this::buried);
    }

    /** How long each report took to become the health of its target. */
    Journeys measure(int perSecond, Duration length, boolean poisoned) {
        Journeys measured = new Journeys();
        journeys = measured;
        Pace.run(perSecond, length, i -> {
            if (poisoned && i % ONE_IN == 0) {
                send("poison-" + poison, POISON.get(poison++ % POISON.size()), () -> {});
            } else {
                report(measured);
            }
        });
        await(() -> measured.lost() == 0, ARRIVES);
        return measured;
    }

    /** Records that nobody can read. */
    int poison() {
        return poison;
    }

    /** Those that came to the dead letters, with a reason. */
    long deadLetters() {
        return deadLetters.get();
    }

    void awaitDeadLetters(Duration atMost) {
        await(() -> deadLetters.get() >= poison, atMost);
    }

    private static void await(BooleanSupplier done, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Pause.of(Duration.ofMillis(20));
        }
    }

    @Override
    public void close() {
        trigger.close();
        healths.close();
        letters.close();
        producer.close();
    }

    private void report(Journeys measured) {
        String target = "fragile-" + number;
        HealthReported down = Signals.down("g", target, number++, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        send(target, Objects.requireNonNull(values.serialize(topic, down)), measured.sent("g/" + target));
    }

    private void send(String key, byte[] value, Runnable acknowledged) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        Clients.send(producer, new ProducerRecord<>(topic, bytes, value), acknowledged);
    }

    private void arrived(ConsumerRecords<byte[], byte[]> records) {
        long at = System.nanoTime();
        records.forEach(record -> journeys.arrived(new String(record.key(), StandardCharsets.UTF_8), at));
    }

    private void buried(ConsumerRecords<byte[], byte[]> records) {
        StreamSupport.stream(records.spliterator(), false)
                .filter(PoisonedSignals::hasReason)
                .forEach(record -> deadLetters.incrementAndGet());
    }

    private static boolean hasReason(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .anyMatch(header -> header.key().startsWith(EventHeaders.ERRORS) && header.value().length > 0);
    }

    private void makeRoom(Arena arena) {
        ConfigResource health = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp larger = new AlterConfigOp(new ConfigEntry("max.message.bytes", ROOM), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(arena.clientConfig())) {
            admin.incrementalAlterConfigs(Map.of(health, List.of(larger))).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected to make room for large records, but " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }
}
