package io.recoverymesh.correlation.ledger;

import io.recoverymesh.common.policy.GuardSettings.Backoff;
import io.recoverymesh.correlation.recovery.Jitter;
import java.time.Duration;
import java.time.Instant;

/**
 * Consecutive failed recoveries of a target.
 *
 * @param count since the last success
 * @param lastAt when the last one ended
 * @param seed of the last one: source of the jitter
 */
public record Failures(int count, Instant lastAt, long seed) {
    public static final Failures NONE = new Failures(0, Instant.EPOCH, 0);

    /** With one more, after those that still count. */
    public Failures plus(Instant at, long newSeed, ObservedHealth health, Backoff backoff) {
        return new Failures(counting(health, backoff, at) + 1, at, newSeed);
    }

    /** How many still count: none once the target was healthy for long enough after the last. */
    public int counting(ObservedHealth health, Backoff backoff, Instant now) {
        boolean forgotten = health.healthyAfter(lastAt, now).compareTo(backoff.resetAfter()) >= 0;
        return forgotten ? 0 : count;
    }

    /** When the next try may be made: {@code min(initial · 2^(n-1), max)} after the last, plus up to a fifth of jitter. */
    public Instant retryAt(int counting, Backoff backoff) {
        if (counting == 0) {
            return Instant.EPOCH;
        }
        Duration wait = Jitter.exponential(backoff.initial(), backoff.max(), counting, seed);
        return lastAt.plus(wait);
    }
}
