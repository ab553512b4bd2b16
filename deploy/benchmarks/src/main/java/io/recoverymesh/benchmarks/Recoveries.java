package io.recoverymesh.benchmarks;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.TargetHealth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Complete recoveries of one step: request, verdict, command, a handler that does nothing, its results, verification,
 * end. As many at once as a busy mesh has; a new one is asked for as soon as one ends.
 */
final class Recoveries implements AutoCloseable {
    private static final int TARGETS = 4_000;
    private static final int GROUPS = 64;
    private static final int AT_ONCE = Integer.getInteger("bench.atOnce", 1_000);

    private final Topics topics = new Topics("recoveries.mesh.");
    private final RecoveryPolicy policy = Catalogues.immediate();
    private final KafkaProducer<byte[], byte[]> asking;
    private final KafkaProducer<byte[], byte[]> handler;
    private final AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
    private final AvroDeserializer<StepCommand> commands = new AvroDeserializer<>(StepCommand.class);
    private final AvroDeserializer<RecoveryEvent> events = new AvroDeserializer<>(RecoveryEvent.class);
    private final Responder responder;
    private final CorrelationUnderTest correlation;
    private final List<Loop> loops = new ArrayList<>();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong others = new AtomicLong();
    private final Semaphore free = new Semaphore(0);
    private final AtomicLong records = new AtomicLong();
    private long number;

    Recoveries(Arena arena) {
        arena.createTopics(topics);
        Topic commandTopic = topics.commands(Catalogues.HANDLER);
        arena.topicCreator().ensure(List.of(commandTopic), true);
        values.configure(arena.serdes(), false);
        commands.configure(arena.serdes(), false);
        events.configure(arena.serdes(), false);
        asking = Clients.producer(arena, Map.of());
        handler = Clients.producer(arena, Map.of("linger.ms", 1));
        responder = new Responder(arena, topics, handler);
        for (int i = 0; i < TARGETS; i++) {
            send(topics.targets, key(i), healthy(i));
        }
        asking.flush();
        correlation = new CorrelationUnderTest(arena, topics);
        loops.add(Loop.start(
                "handler", Clients.consumer(arena, "recoveries-handler", commandTopic.name()), this::handle));
        loops.add(Loop.start("ends", Clients.consumer(arena, "recoveries-ends", topics.events.name()), this::count));
        for (Topic topic : List.of(topics.requests, topics.results, topics.flows, topics.groups)) {
            loops.add(Loop.start(
                    "count-" + topic.name(),
                    Clients.consumer(arena, "recoveries-count-" + topic.name(), topic.name()),
                    found -> records.addAndGet(found.count())));
        }
    }

    /** What a while of full load gave. */
    record Measured(
            double perSecond, double recordsEach, double inputsPerCommit, double commitMillis, long notRecovered) {}

    Measured measure(Duration length) {
        free.drainPermits();
        free.release(AT_ONCE);
        long end = System.nanoTime() + length.toNanos();
        long begun = System.nanoTime();
        long endedBefore = ended.get();
        long recordsBefore = records.get();
        long othersBefore = others.get();
        long asked = 0;
        double inputs = correlation.total("process-total");
        double commits = correlation.total("commit-total");
        while (System.nanoTime() < end) {
            if (free.tryAcquire()) {
                ask(number++);
                asked++;
            } else {
                Pause.of(Duration.ofMillis(1));
            }
        }
        double rate = (ended.get() - endedBefore) * 1e9 / (System.nanoTime() - begun);
        awaitAll(endedBefore + asked);
        long done = ended.get() - endedBefore;
        return new Measured(
                rate,
                (records.get() - recordsBefore) / (double) done,
                (correlation.total("process-total") - inputs) / (correlation.total("commit-total") - commits),
                correlation.total("commit-latency-avg"),
                others.get() - othersBefore);
    }

    private void awaitAll(long expected) {
        Pause.until(
                () -> ended.get() >= expected,
                Duration.ofSeconds(10),
                () -> expected + " recoveries to end, but " + ended.get() + " did");
        Pause.of(Duration.ofSeconds(2)); // what counts the records reads behind
    }

    private void handle(ConsumerRecords<byte[], byte[]> found) {
        records.addAndGet(found.count());
        found.forEach(record -> {
            StepCommand command = commands.deserialize(record.topic(), record.headers(), record.value());
            if (command != null) {
                responder.answer(command);
            }
        });
    }

    private void count(ConsumerRecords<byte[], byte[]> found) {
        records.addAndGet(found.count());
        found.forEach(record -> {
            RecoveryEvent event = events.deserialize(record.topic(), record.headers(), record.value());
            for (Object fact : event == null ? List.of() : event.getFacts()) {
                if (fact instanceof RecoveryEnded end) {
                    ended.incrementAndGet();
                    free.release();
                    others.addAndGet(end.getOutcome().name().equals("RECOVERED") ? 0 : 1);
                }
            }
        });
    }

    private void ask(long n) {
        int target = (int) (n % TARGETS);
        Instant now = now();
        String id = EventIds.of("bench", Long.toString(n));
        send(
                topics.requests,
                key(target),
                RecoveryRequest.newBuilder()
                        .setId(id)
                        .setFlowId("f-" + id)
                        .setIdempotencyKey("k-" + id)
                        .setPolicy(policy.policy().name())
                        .setPolicyVersion(policy.policy().version())
                        .setPolicyDocument(policy.canonical())
                        .setGroup(group(target))
                        .setTarget(service(target))
                        .setSignal(signal(id, now))
                        .setEventTime(now)
                        .setRequestedAt(now)
                        .setRequestedBy("bench")
                        .setComment("how fast?")
                        .setSeed(n)
                        .build());
    }

    private static TargetHealth healthy(int i) {
        return TargetHealth.newBuilder()
                .setGroup(group(i))
                .setTarget(service(i))
                .setHealth(HealthStatus.UP)
                .setSince(now())
                .setSignal(signal("up-" + i, now()))
                .setChangedAt(now())
                .build();
    }

    private static SignalSummary signal(String id, Instant at) {
        return SignalSummary.newBuilder()
                .setId(id)
                .setKind(SignalKind.HEALTH)
                .setName("")
                .setState("UP")
                .setSource("bench")
                .setObservedAt(at)
                .setLabels(Map.of())
                .build();
    }

    private void send(Topic topic, String key, SpecificRecord value) {
        int partition = Partitions.of(TopicKey.GROUP_TARGET, key, Arena.PARTITIONS);
        Clients.send(
                asking,
                new ProducerRecord<>(
                        topic.name(),
                        partition,
                        key.getBytes(StandardCharsets.UTF_8),
                        values.serialize(topic.name(), value)));
    }

    private static String key(int target) {
        return group(target) + "/" + service(target);
    }

    private static String group(int target) {
        return "group-" + target % GROUPS;
    }

    private static String service(int target) {
        return "service-" + target;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        correlation.close();
        loops.forEach(Loop::close);
        asking.close();
        handler.close();
    }
}
