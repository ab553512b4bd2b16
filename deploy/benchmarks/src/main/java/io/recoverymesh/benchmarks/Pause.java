package io.recoverymesh.benchmarks;

import java.time.Duration;

/** Waiting, where there is nothing to wait for but time. */
final class Pause {
    private Pause() {}

    static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }
}
