package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a handler of the SDK costs: its start beside a bare hop, many at once beside the ideal, and doing nothing. */
final class HandlersBenchmark {
    private static final int PER_SECOND = 200;
    private static final double IDEAL_MILLIS = 1_000;

    private final int rounds;
    private final Duration length;

    HandlersBenchmark(int rounds, Duration length) {
        this.rounds = rounds;
        this.length = length;
    }

    void run(Arena arena, Report report) {
        List<Double> bares = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        try (Chain bare = new BareSingleHop(arena);
                HandlerChain handler = new HandlerChain(arena)) {
            bare.measure(PER_SECOND, length);
            handler.measure(PER_SECOND, length);
            for (int round = 1; round <= rounds; round++) {
                bares.add(bare.measure(PER_SECOND, length).sinceAcknowledged().median());
                starts.add(
                        handler.measure(PER_SECOND, length).sinceAcknowledged().median());
                all.add(handler.allAtOnce());
                System.out.printf(
                        "round %d    bare hop p50 %.2f ms, handler p50 %.2f ms, %d at once %.0f ms%n",
                        round, bares.getLast(), starts.getLast(), HandlerChain.AT_ONCE, all.getLast());
            }
        }
        double hop = Sample.of(bares).median();
        double start = Sample.of(starts).median();
        double atOnce = Sample.of(all).median();
        report.add(Row.denominator("handlers", "bare hop p50 since ack", hop, "ms"));
        report.add(new Row("handlers", "command to committed start p50 since ack", start, "ms", start / hop, "<= 1.5"));
        report.add(Row.denominator("handlers", "ideal: 500 steps of 1 s", IDEAL_MILLIS, "ms"));
        report.add(
                new Row("handlers", "500 steps of 1 s, one instance", atOnce, "ms", atOnce / IDEAL_MILLIS, "<= 1.3"));
        double idle = IdleHandler.percentOfACore(arena, length);
        report.add(new Row("handlers", "idle, of one core", idle, "%", idle / 100, "< 0.01"));
    }
}
