package io.recoverymesh.benchmarks;

import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HealthReported;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A heap of 256 MB holds every target times the policies that match it, as running holds; killed, it is back with all of
 * them: {@code MemoryBenchmark [targets] [policies]}, by default 100,000 and 3.
 */
public final class MemoryBenchmark {
    private static final int HEAP_MB = 256;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Arena arena;
    private final Topics topics = new Topics("memory.mesh.");
    private final AvroSerializer<HealthReported> values = new AvroSerializer<>();

    private MemoryBenchmark(Arena arena) {
        this.arena = arena;
        values.configure(arena.serdes(), false);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int targets = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int policies = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path registry = Path.of(System.getProperty("bench.registry", "deploy/standalone/target/registry"));
        try (Arena arena = Arena.open(registry)) {
            new MemoryBenchmark(arena).run(targets, policies);
        }
    }

    private void run(int targets, int policies) throws IOException, InterruptedException {
        arena.createTopics(topics);
        List<RecoveryPolicy> holding =
                IntStream.range(0, policies).mapToObj(Catalogues::holding).toList();
        Catalogues.publish(arena, topics, holding);
        send(targets, 0);
        long began = System.nanoTime();
        Process first = start();
        String filled;
        try {
            filled = await(first, 1, (long) targets * policies);
        } finally {
            first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        System.out.printf(
                Locale.ROOT,
                "%,d targets x %d policies: filled in %.1f s; used heap at the end %s MB of %d%n",
                targets,
                policies,
                seconds(began),
                Long.parseLong(filled.split(" ", -1)[2]) >> 20,
                HEAP_MB);
        send(1, targets);
        long killed = System.nanoTime();
        Process second = start();
        try {
            String back = await(second, 0, 1);
            System.out.printf(
                    Locale.ROOT,
                    "killed and back: the next signal was taken %.1f s after the start of the process (goal: 15 s); used"
                            + " heap %s MB%n",
                    seconds(killed),
                    Long.parseLong(back.split(" ", -1)[2]) >> 20);
        } finally {
            second.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void send(int count, int from) {
        String topic = topics.health.name();
        try (KafkaProducer<byte[], byte[]> producer = Clients.bulkProducer(arena)) {
            for (int i = from; i < from + count; i++) {
                HealthReported down =
                        Signals.down("default", "service-" + i, i, Instant.now().truncatedTo(ChronoUnit.MILLIS));
                byte[] key = down.getTarget().getBytes(StandardCharsets.UTF_8);
                Clients.send(producer, new ProducerRecord<>(topic, key, values.serialize(topic, down)));
            }
            producer.flush();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx" + HEAP_MB + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TriggerProcess.class.getName(),
                        arena.bootstrapServers(),
                        arena.registryUrl(),
                        topics.prefix(),
                        arena.state("memory").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Its last words when number {@code column} of them reached so much. */
    private static String await(Process process, int column, long wanted) throws IOException {
        long began = System.nanoTime();
        BufferedReader words =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            if (line.matches("\\d+ \\d+ \\d+") && Long.parseLong(line.split(" ", -1)[column]) >= wanted) {
                return line;
            }
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new IllegalStateException("Expected " + wanted + " within " + LONGEST + ", but it said " + line);
            }
        }
        throw new IllegalStateException("Expected the trigger to run, but it ended with " + process.exitValue());
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
