package io.recoverymesh.benchmarks;

import io.recoverymesh.benchmarks.BareTopology.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signals that match nothing, beside bare topologies; in turns, each over as many messages. */
final class ThroughputBenchmark {
    private final int rounds;
    private final int messages;

    ThroughputBenchmark(int rounds, int messages) {
        this.rounds = rounds;
        this.messages = messages;
    }

    void run(Arena arena, Report report) {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        try (Subject hop = new BareTopology(arena, Shape.HOP);
                Subject cached = new BareTopology(arena, Shape.CACHED);
                Subject mesh = new SignalsThatMatchNothing(arena, SignalsThatMatchNothing.FEW);
                Subject many = new SignalsThatMatchNothing(arena, SignalsThatMatchNothing.MANY)) {
            List<Subject> all = List.of(hop, cached, mesh, many);
            for (Subject subject : all) {
                show("warm-up", subject, subject.measure(messages));
            }
            for (int round = 1; round <= rounds; round++) {
                for (Subject subject : all) {
                    double rate = subject.measure(messages);
                    show("round " + round, subject, rate);
                    rates.computeIfAbsent(subject.name(), n -> new ArrayList<>())
                            .add(rate);
                }
            }
            double value = middle(rates, mesh);
            report.add(Row.denominator("throughput", hop.name(), middle(rates, hop), "1/s"));
            report.add(new Row("throughput", mesh.name(), value, "1/s", value / middle(rates, hop), ">= 0.8"));
            report.add(Row.denominator("throughput", cached.name(), middle(rates, cached), "1/s"));
            report.add(new Row("throughput", mesh.name(), value, "1/s", value / middle(rates, cached), ""));
            double withMany = middle(rates, many);
            report.add(
                    new Row("throughput", many.name(), withMany, "1/s", value / withMany, "cost <= 1.2 x 10 policies"));
        }
    }

    private static double middle(Map<String, List<Double>> rates, Subject subject) {
        return Sample.of(rates.getOrDefault(subject.name(), List.of())).median();
    }

    private static void show(String round, Subject subject, double rate) {
        System.out.printf("%-10s %-36s %,10.0f/s%n", round, subject.name(), rate);
    }
}
