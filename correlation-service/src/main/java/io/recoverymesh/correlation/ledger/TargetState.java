package io.recoverymesh.correlation.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate must know of one target.
 *
 * @param active recovery that runs on it; at most one
 * @param fence last one given out; strictly increasing
 * @param admissions when recoveries were admitted
 * @param lastSuccessAt end of the last verified recovery
 * @param block null when none is in force, or it was acknowledged
 * @param limitEscalatedUntil a tripped limit was escalated; not again before this, or before the next admission
 */
public record TargetState(
        ObservedHealth health,
        @Nullable String active,
        long fence,
        Admissions admissions,
        Failures failures,
        @Nullable Instant lastSuccessAt,
        @Nullable Block block,
        @Nullable Instant limitEscalatedUntil) {

    public static final TargetState NEW =
            new TargetState(ObservedHealth.NONE, null, 0, Admissions.NONE, Failures.NONE, null, null, null);

    /** Whether the fleet gate counts it: unhealthy, or in recovery. */
    public boolean countsAsUnhealthy() {
        return health.isUnhealthy() || active != null;
    }

    /** Whether the fleet gate knows it at all. */
    public boolean countsAsKnown() {
        return health.isKnown() || active != null;
    }

    public TargetState withHealth(ObservedHealth next) {
        return new TargetState(next, active, fence, admissions, failures, lastSuccessAt, block, limitEscalatedUntil);
    }

    public TargetState withActive(@Nullable String recovery) {
        return new TargetState(
                health, recovery, fence, admissions, failures, lastSuccessAt, block, limitEscalatedUntil);
    }

    public TargetState withFence(long next) {
        return new TargetState(health, active, next, admissions, failures, lastSuccessAt, block, limitEscalatedUntil);
    }

    /** After one more admission: should a limit trip now, then anew. */
    public TargetState withAdmissions(Admissions next) {
        return new TargetState(health, active, fence, next, failures, lastSuccessAt, block, null);
    }

    public TargetState withFailures(Failures next) {
        return new TargetState(health, active, fence, admissions, next, lastSuccessAt, block, limitEscalatedUntil);
    }

    /** After a verified success: failures are forgotten, a block is not: only time or a person ends it. */
    public TargetState withSuccess(Instant at) {
        return new TargetState(health, active, fence, admissions, Failures.NONE, at, block, limitEscalatedUntil);
    }

    public TargetState withBlock(@Nullable Block next) {
        return new TargetState(health, active, fence, admissions, failures, lastSuccessAt, next, limitEscalatedUntil);
    }

    public TargetState withLimitEscalatedUntil(@Nullable Instant until) {
        return new TargetState(health, active, fence, admissions, failures, lastSuccessAt, block, until);
    }
}
