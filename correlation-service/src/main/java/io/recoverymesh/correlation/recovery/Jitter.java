package io.recoverymesh.correlation.recovery;

import java.time.Duration;
import java.util.SplittableRandom;

/** Waiting times from a seed: the same seed and number always give the same wait. */
public final class Jitter {
    private static final double SHARE = 0.2;

    private Jitter() {}

    /** {@code min(initial · 2^(n-1), max)} plus up to a fifth of it. */
    public static Duration exponential(Duration initial, Duration max, int n, long seed) {
        double factor = Math.pow(2, Math.min(n - 1, 30));
        double millis = Math.min(initial.toMillis() * factor, (double) max.toMillis());
        double extra = new SplittableRandom(seed + n).nextDouble() * SHARE * millis;
        return Duration.ofMillis(Math.round(millis + extra));
    }
}
