package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the acknowledgement of a signal to its command, beside two bare hops; in turns, at the same rate. */
final class LatencyBenchmark {
    private static final int PER_SECOND = 200;

    private final int rounds;
    private final Duration length;

    LatencyBenchmark(int rounds, Duration length) {
        this.rounds = rounds;
        this.length = length;
    }

    void run(Arena arena, Report report) {
        Map<String, List<Sample>> acknowledged = new LinkedHashMap<>();
        Map<String, List<Sample>> sent = new LinkedHashMap<>();
        try (Chain bare = new BareChain(arena);
                Chain mesh = new MeshChain(arena)) {
            for (Chain chain : List.of(bare, mesh, bare, mesh)) {
                show("warm-up", chain, chain.measure(PER_SECOND, length));
            }
            for (int round = 1; round <= rounds; round++) {
                for (Chain chain : List.of(bare, mesh)) {
                    Journeys journeys = chain.measure(PER_SECOND, length);
                    show("round " + round, chain, journeys);
                    acknowledged
                            .computeIfAbsent(chain.name(), n -> new ArrayList<>())
                            .add(journeys.sinceAcknowledged());
                    sent.computeIfAbsent(chain.name(), n -> new ArrayList<>()).add(journeys.sinceSent());
                }
            }
            compare(report, "since ack", bare, mesh, acknowledged, "<= 2.5");
            compare(report, "since send", bare, mesh, sent, "");
        }
    }

    private static void compare(
            Report report, String what, Chain bare, Chain mesh, Map<String, List<Sample>> samples, String goal) {
        for (double percent : new double[] {50, 99}) {
            String label = " p" + (int) percent + " " + what;
            double denominator = middle(samples.getOrDefault(bare.name(), List.of()), percent);
            double value = middle(samples.getOrDefault(mesh.name(), List.of()), percent);
            report.add(Row.denominator("latency", bare.name() + label, denominator, "ms"));
            report.add(new Row(
                    "latency", mesh.name() + label, value, "ms", value / denominator, percent == 50 ? goal : ""));
        }
    }

    /** The median over the rounds. */
    private static double middle(List<Sample> rounds, double percent) {
        return Sample.of(rounds.stream().map(s -> s.percentile(percent)).toList())
                .median();
    }

    private static void show(String round, Chain chain, Journeys journeys) {
        Sample sample = journeys.sinceAcknowledged();
        System.out.printf(
                "%-10s %-20s p50 %6.2f ms  p90 %6.2f ms  p99 %6.2f ms  of %d, lost %d%n",
                round,
                chain.name(),
                sample.percentile(50),
                sample.percentile(90),
                sample.percentile(99),
                sample.count(),
                journeys.lost());
    }
}
