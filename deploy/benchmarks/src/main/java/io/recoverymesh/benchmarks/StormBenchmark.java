package io.recoverymesh.benchmarks;

import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.trigger.kafka.TriggerObserver;
import io.recoverymesh.trigger.trigger.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The backlog of an outage, queued before the trigger starts: stale reports that a policy would have acted on, a few fresh ones
 * behind them. The denominator is taken on the same broker, in the same turns.
 */
final class StormBenchmark {
    private static final int FRESH = 100;
    private static final int TARGETS = 1_000;
    private static final Duration OUTAGE = Duration.ofHours(6);
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final int stale;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong requested = new AtomicLong();

    StormBenchmark(int stale) {
        this.stale = stale;
    }

    /** A smaller storm before it warms up what the second one is drained by; the denominator is warm too. */
    void run(Arena arena, Report report) {
        double denominator;
        try (SignalsThatMatchNothing nothing = new SignalsThatMatchNothing(arena, SignalsThatMatchNothing.FEW)) {
            nothing.measure(stale);
            denominator = nothing.measure(stale);
        }
        storm(arena, "warming.storm.mesh.");
        Drained drained = storm(arena, "storm.mesh.");
        double rate = drained.perSecond();
        double fresh = drained.secondsToFresh();
        report.add(Row.denominator("storm", "signals that match nothing", denominator, "1/s"));
        report.add(new Row("storm", "stale signals drained", rate, "1/s", rate / denominator, ">= 0.8"));
        report.add(new Row("storm", "start to the last fresh one's request", fresh, "s", fresh / 5, "<= 1 (5 s)"));
        report.add(new Row("storm", "requests of stale ones", drained.wrongRequests(), "", Double.NaN, "0"));
    }

    private record Drained(double perSecond, double secondsToFresh, long wrongRequests) {}

    private Drained storm(Arena arena, String prefix) {
        taken.set(0);
        requested.set(0);
        Topics topics = new Topics(prefix);
        arena.createTopics(topics);
        Catalogues.publish(arena, topics, List.of(Catalogues.responsive()));
        send(arena, topics, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        long began = System.nanoTime();
        try (TriggerUnderTest trigger = new TriggerUnderTest(arena, topics, counting())) {
            long first = await(taken, stale / 10);
            long counted = taken.get();
            double rate = (stale + FRESH - counted) * 1e9 / (await(taken, stale + FRESH) - first);
            double fresh = (await(requested, FRESH) - began) / 1e9;
            Pause.of(SETTLE);
            trigger.streams().pause();
            return new Drained(rate, fresh, requested.get() - FRESH);
        }
    }

    private TriggerObserver counting() {
        return new TriggerObserver() {
            @Override
            public void signal(SignalKind kind, Received received) {
                taken.incrementAndGet();
            }

            @Override
            public void requested() {
                requested.incrementAndGet();
            }
        };
    }

    private void send(Arena arena, Topics topics, Instant now) {
        AvroSerializer<HealthReported> values = new AvroSerializer<>();
        values.configure(arena.serdes(), false);
        String topic = topics.health.name();
        try (KafkaProducer<byte[], byte[]> producer = Clients.bulkProducer(arena)) {
            for (int i = 0; i < stale + FRESH; i++) {
                boolean isFresh = i >= stale;
                String target = isFresh ? "fresh-" + i : "stale-" + i % TARGETS;
                Instant at = isFresh ? now : now.minus(OUTAGE).plusMillis(i);
                HealthReported report = Signals.down("storm", target, i, at);
                Clients.send(
                        producer,
                        new ProducerRecord<>(
                                topic, target.getBytes(StandardCharsets.UTF_8), values.serialize(topic, report)));
            }
            producer.flush();
        }
    }

    private static long await(AtomicLong counter, long count) {
        return Pause.until(() -> counter.get() >= count, LONGEST, () -> count + ", but got " + counter.get());
    }
}
