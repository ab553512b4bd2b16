package io.recoverymesh.benchmarks.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every engine runs: the same events in rounds, as many as there is time for, the first ones to warm up; of the others the
 * median counts. Each round checks that every event that a rule is about, and no other, made one fire.
 *
 * <p>Seconds of the thread's processor time: what else the machine does is not counted, nor is the garbage collector.
 * Events are made in batches just before they are taken, as they are decoded just before in a service; that is not counted.
 */
final class Course {
    private static final int EVENTS = Integer.getInteger("bench.events", 200_000);
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("bench.warm-up", 8));
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("bench.seconds", 5));
    private static final int BATCH = 200;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final int rules;
    private int taken;

    Course(int rules) {
        this.rules = rules;
    }

    /** Events per second. */
    double measure(Contestant contestant) {
        List<Double> rates = new ArrayList<>();
        try (Engine engine = contestant.loaded(rules)) {
            for (long began = System.nanoTime(); System.nanoTime() - began < WARM_UP.toNanos(); ) {
                round(engine);
            }
            for (long began = System.nanoTime(); System.nanoTime() - began < LENGTH.toNanos(); ) {
                rates.add(round(engine));
            }
        }
        rates.sort(null);
        return rates.get(rates.size() / 2);
    }

    private double round(Engine engine) {
        long firedBefore = engine.fired();
        long expected = 0;
        long spent = 0;
        for (int end = taken + EVENTS; taken < end; taken += BATCH) {
            List<Object> events = new ArrayList<>(BATCH);
            Workload.events(taken, BATCH, rules).forEach(record -> events.add(engine.prepared(record)));
            long start = CPU.getCurrentThreadCpuTime();
            events.forEach(engine::take);
            spent += CPU.getCurrentThreadCpuTime() - start;
            for (int i = taken; i < taken + BATCH; i++) {
                expected += Workload.matches(i) ? 1 : 0;
            }
        }
        if (engine.fired() - firedBefore != expected) {
            throw new IllegalStateException("Expected " + expected + " of " + EVENTS + " events to fire a rule, but "
                    + (engine.fired() - firedBefore) + " did");
        }
        return EVENTS * 1e9 / spent;
    }
}
