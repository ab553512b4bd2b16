package io.recoverymesh.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Complete recoveries per second, beside the messages per second of three bare hops in a row; in turns. */
final class RecoveriesBenchmark {
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int VALUE_BYTES = 300;
    private static final String[] TOPICS = {"three.in", "three.first", "three.second", "three.out"};

    private final int rounds;
    private final Duration length;
    private final int messages;

    RecoveriesBenchmark(int rounds, Duration length, int messages) {
        this.rounds = rounds;
        this.length = length;
        this.messages = messages;
    }

    void run(Arena arena, Report report) {
        List<Double> bare = new ArrayList<>();
        List<Double> mesh = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        arena.createTopics(TOPICS);
        AtomicLong arrived = new AtomicLong();
        try (Closing closing = new Closing();
                Recoveries recoveries = new Recoveries(arena)) {
            for (int i = 0; i < TOPICS.length - 1; i++) {
                closing.add(new BareHop(arena, TOPICS[i], TOPICS[i + 1]));
            }
            closing.add(Loop.start(
                    "three-reader",
                    Clients.consumer(arena, "three-reader", TOPICS[TOPICS.length - 1]),
                    found -> arrived.addAndGet(found.count())));
            for (int round = 0; round <= rounds; round++) {
                double chain = chain(arena, arrived);
                Recoveries.Measured measured = recoveries.measure(length);
                System.out.printf(
                        "%-10s three hops %,.0f/s  recoveries %,.0f/s  records each %.1f  inputs per commit %.1f "
                                + " commit %.1f ms  not recovered %d%n",
                        round == 0 ? "warm-up" : "round " + round,
                        chain,
                        measured.perSecond(),
                        measured.recordsEach(),
                        measured.inputsPerCommit(),
                        measured.commitMillis(),
                        measured.notRecovered());
                if (round > 0) {
                    bare.add(chain);
                    mesh.add(measured.perSecond());
                    each.add(measured.recordsEach());
                }
            }
        }
        double denominator = Sample.of(bare).median();
        double value = Sample.of(mesh).median();
        report.add(Row.denominator("recoveries", "three bare hops", denominator, "1/s"));
        report.add(new Row("recoveries", "complete recoveries", value, "1/s", value / denominator, ">= 0.1"));
        report.add(Row.denominator(
                "recoveries", "records each (goal <= 12)", Sample.of(each).median(), "records"));
    }

    /** What runs beside and is closed at the end. */
    private static final class Closing implements AutoCloseable {
        private final List<AutoCloseable> parts = new ArrayList<>();

        void add(AutoCloseable part) {
            parts.add(part);
        }

        @Override
        public void close() {
            for (AutoCloseable part : parts) {
                try {
                    part.close();
                } catch (Exception e) {
                    throw new IllegalStateException("Expected to close " + part + ", but " + e, e);
                }
            }
        }
    }

    private double chain(Arena arena, AtomicLong arrived) {
        long before = arrived.get();
        long begun = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = Clients.producer(arena, Map.of("linger.ms", 2))) {
            for (int i = 0; i < messages; i++) {
                byte[] key = Integer.toString(i % 1_000).getBytes(StandardCharsets.UTF_8);
                Clients.send(producer, new ProducerRecord<>(TOPICS[0], key, new byte[VALUE_BYTES]));
            }
            Pause.until(
                    () -> arrived.get() - before >= messages,
                    LONGEST,
                    () -> messages + " messages, but got " + (arrived.get() - before));
        }
        return messages * 1e9 / (System.nanoTime() - begun);
    }
}
