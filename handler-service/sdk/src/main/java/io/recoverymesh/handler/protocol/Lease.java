package io.recoverymesh.handler.protocol;

import java.time.Duration;
import java.time.Instant;

/**
 * How long an attempt counts as alive without a word of it, and how often it speaks.
 *
 * @param length from {@code RunStep.leaseMs}
 * @param heartbeat never more than a third of the length, so that two may be lost
 */
public record Lease(Duration length, Duration heartbeat) {
    public Lease {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("Expected a lease above zero, but got " + length);
        }
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("Expected a heartbeat above zero, but got " + heartbeat);
        }
        Duration third = length.dividedBy(3);
        heartbeat = heartbeat.compareTo(third) <= 0 ? heartbeat : third;
    }

    public Instant until(Instant now) {
        return now.plus(length);
    }

    /** When to speak next. */
    public Instant next(Instant lastSpoken) {
        return lastSpoken.plus(heartbeat);
    }
}
