package io.recoverymesh.benchmarks;

import java.time.Duration;

/** What one connection was told lately, for somebody who waits to hear of something. */
final class Mentions {
    private static final int KEPT = 200_000;

    private final StringBuilder latest = new StringBuilder();

    synchronized void add(String more) {
        latest.append(more);
        if (latest.length() > KEPT) {
            latest.delete(0, latest.length() - KEPT / 2);
        }
        notifyAll();
    }

    /** @throws IllegalStateException when it was not mentioned in time */
    synchronized void await(String word, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (latest.indexOf("\"" + word + "\"") < 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException("Expected to be told of " + word + " within " + atMost);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
