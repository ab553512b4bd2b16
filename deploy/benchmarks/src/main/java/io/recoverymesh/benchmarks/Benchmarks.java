package io.recoverymesh.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the benchmarks that need a broker: {@code latency}, {@code throughput}, {@code recoveries}, {@code handlers}, {@code storm}, {@code poison}, {@code page} or {@code all}. How and what: docs/performance.md. */
public final class Benchmarks {
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int MESSAGES = 400_000;
    private static final int STALE = 100_000;
    private static final int FLOWS = 100_000;
    private static final String USAGE =
            "Expected latency, throughput, recoveries, handlers, storm, poison, page or all (system properties:"
                    + " bench.registry, bench.rounds, bench.seconds, bench.messages, bench.stale, bench.flows), but got ";

    private Benchmarks() {}

    public static void main(String[] args) {
        List<String> known =
                List.of("latency", "throughput", "recoveries", "handlers", "storm", "poison", "page", "all");
        if (args.length != 1 || !known.contains(args[0])) {
            System.err.println(USAGE + List.of(args));
            System.exit(2);
        }
        int rounds = Integer.getInteger("bench.rounds", ROUNDS);
        Duration length = Duration.ofSeconds(Long.getLong("bench.seconds", ROUND.toSeconds()));
        Path registry = Path.of(System.getProperty("bench.registry", "deploy/standalone/target/registry"));
        Report report = new Report();
        try (Arena arena = Arena.open(registry)) {
            if (List.of("latency", "all").contains(args[0])) {
                new LatencyBenchmark(rounds, length).run(arena, report);
            }
            if (List.of("throughput", "all").contains(args[0])) {
                new ThroughputBenchmark(rounds, Integer.getInteger("bench.messages", MESSAGES)).run(arena, report);
            }
            if (List.of("recoveries", "all").contains(args[0])) {
                int messages = Integer.getInteger("bench.messages", MESSAGES) / 2;
                new RecoveriesBenchmark(rounds, length, messages).run(arena, report);
            }
            if (List.of("handlers", "all").contains(args[0])) {
                new HandlersBenchmark(rounds, length).run(arena, report);
            }
            if (List.of("storm", "all").contains(args[0])) {
                new StormBenchmark(Integer.getInteger("bench.stale", STALE)).run(arena, report);
            }
            if (List.of("poison", "all").contains(args[0])) {
                new PoisonBenchmark(rounds, length).run(arena, report);
            }
            if (args[0].equals("page")) {
                new PageBenchmark(Integer.getInteger("bench.flows", FLOWS), length).run(arena, report);
            }
        }
        report.print(System.out);
        Path file = Path.of("deploy", "benchmarks", "target", "benchmarks-" + args[0] + ".json");
        report.write(file);
        System.out.println("\nWritten to " + file);
    }
}
