package io.recoverymesh.correlation.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate must know of one group.
 *
 * @param sequence of its last decision
 * @param lastHash of its last decision; null before the first, and when a version without hashes made it
 * @param known targets ever seen
 * @param unhealthy targets unhealthy or in recovery
 * @param active recoveries running
 * @param queued requests that were DEFERRED and wait
 * @param storm null when none is on
 * @param escalatedUntil a tripped limit was escalated; not again before this
 * @param paused null when automatic recovery is on
 */
public record GroupState(
        long sequence,
        @Nullable String lastHash,
        int known,
        int unhealthy,
        int active,
        int queued,
        Admissions admissions,
        @Nullable Storm storm,
        @Nullable Switch paused,
        @Nullable Instant escalatedUntil) {

    public static final GroupState NEW = new GroupState(0, null, 0, 0, 0, 0, Admissions.NONE, null, null, null);

    /** Most targets that may be unhealthy: the share rounded down, at least one. */
    public static int fleetLimit(int known, int percent) {
        return Math.max(1, known * percent / 100);
    }

    /** After one more decision. */
    public GroupState withLast(long next, String hash) {
        return new GroupState(next, hash, known, unhealthy, active, queued, admissions, storm, paused, escalatedUntil);
    }

    /** With a target counted anew. */
    public GroupState recount(TargetState before, TargetState after) {
        int moreKnown = count(after.countsAsKnown()) - count(before.countsAsKnown());
        int moreUnhealthy = count(after.countsAsUnhealthy()) - count(before.countsAsUnhealthy());
        int moreActive = count(after.active() != null) - count(before.active() != null);
        return new GroupState(
                sequence,
                lastHash,
                known + moreKnown,
                unhealthy + moreUnhealthy,
                active + moreActive,
                queued,
                admissions,
                storm,
                paused,
                escalatedUntil);
    }

    public GroupState withQueued(int next) {
        return new GroupState(
                sequence, lastHash, known, unhealthy, active, next, admissions, storm, paused, escalatedUntil);
    }

    public GroupState withAdmissions(Admissions next) {
        return new GroupState(
                sequence, lastHash, known, unhealthy, active, queued, next, storm, paused, escalatedUntil);
    }

    public GroupState withStorm(@Nullable Storm next) {
        return new GroupState(
                sequence, lastHash, known, unhealthy, active, queued, admissions, next, paused, escalatedUntil);
    }

    public GroupState withPaused(@Nullable Switch next) {
        return new GroupState(
                sequence, lastHash, known, unhealthy, active, queued, admissions, storm, next, escalatedUntil);
    }

    public GroupState withEscalatedUntil(@Nullable Instant until) {
        return new GroupState(sequence, lastHash, known, unhealthy, active, queued, admissions, storm, paused, until);
    }

    private static int count(boolean yes) {
        return yes ? 1 : 0;
    }
}
