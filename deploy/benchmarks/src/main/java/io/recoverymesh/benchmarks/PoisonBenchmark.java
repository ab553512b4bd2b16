package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From a signal to the health that it makes, without poison and with one record in ten that nobody can read; in turns. */
final class PoisonBenchmark {
    private static final int PER_SECOND = 200;

    private final int rounds;
    private final Duration length;

    PoisonBenchmark(int rounds, Duration length) {
        this.rounds = rounds;
        this.length = length;
    }

    void run(Arena arena, Report report) {
        List<Sample> clean = new ArrayList<>();
        List<Sample> poisoned = new ArrayList<>();
        try (PoisonedSignals signals = new PoisonedSignals(arena)) {
            show("warm-up", signals.measure(PER_SECOND, length, false));
            show("warm-up", signals.measure(PER_SECOND, length, true));
            for (int round = 1; round <= rounds; round++) {
                clean.add(show("clean " + round, signals.measure(PER_SECOND, length, false)));
                poisoned.add(show("poisoned " + round, signals.measure(PER_SECOND, length, true)));
            }
            signals.awaitDeadLetters(Duration.ofSeconds(30));
            double sent = signals.poison();
            report.add(Row.denominator("poison", "unreadable records", sent, ""));
            report.add(new Row(
                    "poison",
                    "of them dead letters with a reason",
                    signals.deadLetters(),
                    "",
                    signals.deadLetters() / sent,
                    "= 1"));
        }
        for (double percent : new double[] {50, 99}) {
            double denominator = middle(clean, percent);
            double value = middle(poisoned, percent);
            String label = " p" + (int) percent;
            report.add(Row.denominator("poison", "clean" + label, denominator, "ms"));
            report.add(new Row(
                    "poison", "poisoned" + label, value, "ms", value / denominator, percent == 99 ? "<= 1.5" : ""));
        }
    }

    private static double middle(List<Sample> rounds, double percent) {
        return Sample.of(rounds.stream().map(s -> s.percentile(percent)).toList())
                .median();
    }

    private static Sample show(String round, Journeys journeys) {
        Sample sample = journeys.sinceSent();
        System.out.printf(
                "%-12s p50 %6.2f ms  p99 %6.2f ms  of %d, lost %d%n",
                round, sample.percentile(50), sample.percentile(99), sample.count(), journeys.lost());
        return sample;
    }
}
