package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the guard chain for one policy; {@link #DEFAULTS} where a policy is silent.
 *
 * @param maxEventAge oldest publication time of a trigger that is acted on
 * @param cooldown per target, after a verified success
 * @param cooldownAfterBlock per target, after a block or an escalation, unless acknowledged
 * @param dependencies what the health of services means that the target's service needs
 * @param targetLimits sliding windows per target, all of them hold
 * @param serviceLimits sliding windows per service
 * @param groupLimits sliding windows per group
 * @param maxDepth longest chain of recoveries that trigger recoveries
 */
public record GuardSettings(
        Duration maxEventAge,
        Duration cooldown,
        Duration cooldownAfterBlock,
        Backoff backoff,
        Dependencies dependencies,
        List<Limit> targetLimits,
        List<Limit> serviceLimits,
        List<Limit> groupLimits,
        Fleet fleet,
        Concurrency concurrency,
        Breaker breaker,
        int maxDepth) {

    public static final GuardSettings DEFAULTS = new GuardSettings(
            Duration.ofMinutes(15),
            Duration.ofSeconds(300),
            Duration.ofSeconds(3600),
            new Backoff(
                    Duration.ofSeconds(60), Duration.ofSeconds(600), 3, Duration.ofHours(1), Duration.ofMinutes(10)),
            new Dependencies(true, Duration.ofSeconds(30), Duration.ofMinutes(15)),
            List.of(new Limit(3, Duration.ofMinutes(30))),
            List.of(new Limit(5, Duration.ofMinutes(10)), new Limit(7, Duration.ofHours(24))),
            List.of(new Limit(10, Duration.ofMinutes(10))),
            new Fleet(40, Duration.ofSeconds(120)),
            new Concurrency(1, 2, 10, Overflow.QUEUE, 20),
            new Breaker(true, false, 10, 3, 50, Duration.ofMinutes(10), Duration.ofMinutes(60)),
            5);

    public GuardSettings {
        targetLimits = List.copyOf(targetLimits);
        serviceLimits = List.copyOf(serviceLimits);
        groupLimits = List.copyOf(groupLimits);
    }

    /**
     * Waiting for services that the target's service declares in {@code dependsOn}.
     *
     * @param enabled false: they are not looked at
     * @param settle how long they must be healthy again before the target is looked at again
     * @param maxDefer longest wait; then a person decides
     */
    public record Dependencies(boolean enabled, Duration settle, Duration maxDefer) {}

    /** At most {@code count} admissions in any window of this length. Written {@code 3/30m}. */
    public record Limit(int count, Duration window) {
        @Override
        public String toString() {
            return count + "/" + Durations.format(window);
        }
    }

    /**
     * Waiting after failures: {@code min(initial · 2^(n-1), max)} with jitter.
     *
     * @param failures consecutive failures that block the target
     * @param block how long the block lasts
     * @param resetAfter healthy for so long, the failures are forgotten
     */
    public record Backoff(Duration initial, Duration max, int failures, Duration block, Duration resetAfter) {}

    /**
     * The share of a group that may be unhealthy.
     *
     * @param maxUnhealthyPercent rounded down to targets, at least one
     * @param calmFor the storm ends after the share was good for so long without break
     */
    public record Fleet(int maxUnhealthyPercent, Duration calmFor) {}

    /** Recoveries at once. {@code queue}: how many may wait where overflow is QUEUE. */
    public record Concurrency(int target, int group, int mesh, Overflow overflow, int queue) {}

    /** What becomes of a request that finds no free slot. */
    public enum Overflow {
        DROP,
        QUEUE,
        REPLACE,
        JOIN
    }

    /**
     * Circuit breaker per (service, policy).
     *
     * @param enabled false: never blocks, never counts
     * @param shadow counts and reports, never blocks
     * @param window how many last outcomes are looked at
     * @param minimum outcomes needed before it may open
     * @param failurePercent share of failures that opens it
     * @param openFor first open time; doubles at each further opening
     * @param maxOpenFor longest open time
     */
    public record Breaker(
            boolean enabled,
            boolean shadow,
            int window,
            int minimum,
            int failurePercent,
            Duration openFor,
            Duration maxOpenFor) {}
}
