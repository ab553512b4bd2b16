package io.recoverymesh.trigger.http;

import java.time.Duration;

/**
 * How much the intake takes at once.
 *
 * @param maxRequests that are read or wait for Kafka at the same time
 * @param maxBytes of their bodies together
 * @param bodyTimeout in which a body must have come
 */
public record IntakeLimits(int maxRequests, long maxBytes, Duration bodyTimeout) {
    /** Sixteen of the largest payloads. */
    public static final long DEFAULT_BYTES = 16L * 1024 * 1024;

    public IntakeLimits {
        if (maxRequests < 1 || maxRequests > 10_000) {
            throw new IllegalArgumentException(
                    "Expected trigger.intake.max-requests between 1 and 10000, but it is " + maxRequests);
        }
        if (maxBytes < 1024 * 1024) {
            throw new IllegalArgumentException(
                    "Expected trigger.intake.max-bytes of at least 1048576, one payload, but it is " + maxBytes);
        }
        if (bodyTimeout.compareTo(Duration.ofMillis(100)) < 0 || bodyTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "Expected trigger.intake.body-timeout between 100ms and 5m, but it is " + bodyTimeout);
        }
    }
}
