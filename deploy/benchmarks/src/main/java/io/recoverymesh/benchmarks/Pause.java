package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting: until something is so, or where there is nothing to wait for but time. */
final class Pause {
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(1).toNanos();

    private Pause() {}

    /**
     * Looks every millisecond, until it is so.
     *
     * @param expected what is said, with what is the case instead, when it is not so in time
     * @return the {@link System#nanoTime} at which it was so
     */
    static long until(BooleanSupplier isSo, Duration within, Supplier<String> expected) {
        long began = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - began > within.toNanos()) {
                throw new IllegalStateException("Within " + within + " expected " + expected.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted while waiting for " + expected.get());
            }
        }
        return System.nanoTime();
    }

    /** Lets time pass: a load that lasts so long, or nothing that may happen in it. */
    static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }
}
