package io.recoverymesh.benchmarks.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events per second of both, by number of rules: {@code RulesComparison 100 10000}; the median of the rounds after a warm-up.
 *
 * <p>Seconds of the thread's processor time: what else the machine does is not counted, nor is the garbage collector.
 */
public final class RulesComparison {
    private static final int EVENTS = Integer.getInteger("bench.events", 200_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private RulesComparison() {}

    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {100, 10_000}
                : List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        for (int rules : sizes) {
            compare(rules);
        }
    }

    private static void compare(int rules) {
        List<SpecificRecord> records = Workload.events(EVENTS, rules);
        List<IntFunction<Engine>> engines = List.of(MeshEngine::new, MatchingEngine::new, DroolsEngine::new);
        double[] medians = new double[engines.size()];
        for (int e = 0; e < engines.size(); e++) {
            long began = System.nanoTime();
            try (Engine engine = engines.get(e).apply(rules)) {
                double loaded = (System.nanoTime() - began) / 1e9;
                List<Object> events = new ArrayList<>(records.size());
                records.forEach(record -> events.add(engine.prepared(record)));
                List<Double> rates = new ArrayList<>();
                for (int round = 0; round <= ROUNDS; round++) {
                    long firedBefore = engine.fired();
                    long start = CPU.getCurrentThreadCpuTime();
                    events.forEach(engine::take);
                    double rate = EVENTS / ((CPU.getCurrentThreadCpuTime() - start) / 1e9);
                    if (round == 0) {
                        System.out.printf(
                                Locale.ROOT,
                                "%,6d rules  %-14s loaded in %.1f s, fired %d of %d events in the first round%n",
                                rules,
                                engine.name(),
                                loaded,
                                engine.fired() - firedBefore,
                                EVENTS);
                    } else {
                        rates.add(rate);
                    }
                }
                rates.sort(null);
                medians[e] = rates.get(rates.size() / 2);
                System.out.printf(
                        Locale.ROOT, "%,6d rules  %-14s %,12.0f events/s%n", rules, engine.name(), medians[e]);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,6d rules  decisions to Drools %.2f, matching alone to Drools %.2f%n",
                rules,
                medians[0] / medians[2],
                medians[1] / medians[2]);
    }
}
