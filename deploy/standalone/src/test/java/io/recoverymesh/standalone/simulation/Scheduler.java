package io.recoverymesh.standalone.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The only clock and the only source of chance: what is due first runs first, ties in the order of their making. */
final class Scheduler {
    private record Task(Instant at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparingLong(Task::order));
    private final SplittableRandom random;
    private Instant now;
    private long order;

    Scheduler(long seed, Instant start) {
        random = new SplittableRandom(seed);
        now = start;
    }

    Instant now() {
        return now;
    }

    void after(Duration delay, Runnable run) {
        tasks.add(new Task(now.plus(delay), order++, run));
    }

    /** Runs everything until a time; {@code afterEach} is called after every step. */
    void runUntil(Instant end, Runnable afterEach) {
        for (Task task = tasks.peek(); task != null && !task.at().isAfter(end); task = tasks.peek()) {
            tasks.remove();
            now = task.at();
            task.run().run();
            afterEach.run();
        }
        now = end;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Duration between(Duration from, Duration to) {
        return from.plusMillis(random.nextLong(to.minus(from).toMillis() + 1));
    }

    Duration millis(int from, int to) {
        return between(Duration.ofMillis(from), Duration.ofMillis(to));
    }
}
