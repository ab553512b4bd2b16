package io.recoverymesh.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Times of messages under way, by id: sent, acknowledged by Kafka, readable at the other end. Safe for many threads. */
final class Journeys {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Map<String, Journey> underWay = new ConcurrentHashMap<>();
    private final Queue<Journey> ended = new ConcurrentLinkedQueue<>();

    private static final class Journey {
        private final long sent;
        private final AtomicLong acknowledged = new AtomicLong();
        private volatile long arrived;

        Journey(long sent) {
            this.sent = sent;
        }
    }

    /** Before it is handed to the producer. Returns what to run when Kafka has acknowledged it. */
    Runnable sent(String id) {
        Journey journey = new Journey(System.nanoTime());
        underWay.put(id, journey);
        return () -> journey.acknowledged.set(System.nanoTime());
    }

    /** @param at nanoseconds of {@link System#nanoTime} */
    void arrived(String id, long at) {
        Journey journey = underWay.remove(id);
        if (journey != null) {
            journey.arrived = at;
            ended.add(journey);
        }
    }

    /** Messages that have not arrived. */
    int lost() {
        return underWay.size();
    }

    /** Milliseconds from the acknowledgement to the arrival; what arrived before it counts as zero. */
    Sample sinceAcknowledged() {
        return Sample.of(all(j -> Math.max(0, j.arrived - j.acknowledged.get())));
    }

    /** Milliseconds from the call of send to the arrival. */
    Sample sinceSent() {
        return Sample.of(all(j -> j.arrived - j.sent));
    }

    private List<Double> all(Measure measure) {
        return ended.stream().map(j -> measure.nanos(j) / NANOS_PER_MILLI).toList();
    }

    private interface Measure {
        long nanos(Journey journey);
    }
}
