package io.recoverymesh.correlation.ledger;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
 * @param ladder null while nobody is being told
 * @param awaitedBy recoveries of which a step waits for its health
 * @param untold why nobody could be told of its trouble; null where there is no such case
 */
public record TargetState(
        ObservedHealth health,
        @Nullable String active,
        long fence,
        Admissions admissions,
        Failures failures,
        @Nullable Instant lastSuccessAt,
        @Nullable Block block,
        @Nullable Instant limitEscalatedUntil,
        @Nullable Ladder ladder,
        List<String> awaitedBy,
        @Nullable String untold) {

    public static final TargetState NEW = new TargetState(
            ObservedHealth.NONE, null, 0, Admissions.NONE, Failures.NONE, null, null, null, null, List.of(), null);

    public TargetState {
        awaitedBy = awaitedBy == null ? List.of() : List.copyOf(awaitedBy); // older state has none
    }

    /** Whether the fleet gate counts it: unhealthy, or in recovery. */
    public boolean countsAsUnhealthy() {
        return health.isUnhealthy() || active != null;
    }

    /** Whether the fleet gate knows it at all. */
    public boolean countsAsKnown() {
        return health.isKnown() || active != null;
    }

    public TargetState withHealth(ObservedHealth next) {
        return new TargetState(
                next,
                active,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    public TargetState withActive(@Nullable String recovery) {
        return new TargetState(
                health,
                recovery,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    public TargetState withFence(long next) {
        return new TargetState(
                health,
                active,
                next,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    /** After one more admission: should a limit trip now, then anew. */
    public TargetState withAdmissions(Admissions next) {
        return new TargetState(
                health, active, fence, next, failures, lastSuccessAt, block, null, ladder, awaitedBy, untold);
    }

    public TargetState withFailures(Failures next) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                next,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    /** After a verified success: failures are forgotten, a block is not: only time or a person ends it. */
    public TargetState withSuccess(Instant at) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                Failures.NONE,
                at,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    public TargetState withBlock(@Nullable Block next) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                next,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                untold);
    }

    public TargetState withLimitEscalatedUntil(@Nullable Instant until) {
        return new TargetState(
                health, active, fence, admissions, failures, lastSuccessAt, block, until, ladder, awaitedBy, untold);
    }

    public TargetState withLadder(@Nullable Ladder next) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                next,
                awaitedBy,
                untold);
    }

    public TargetState withUntold(@Nullable String reason) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                awaitedBy,
                reason);
    }

    /** With one more recovery that waits for its health. */
    public TargetState awaitedBy(String recovery) {
        return awaitedBy.contains(recovery)
                ? this
                : withAwaitedBy(
                        Stream.concat(awaitedBy.stream(), Stream.of(recovery)).toList());
    }

    /** Without it. */
    public TargetState notAwaitedBy(String recovery) {
        return withAwaitedBy(
                awaitedBy.stream().filter(id -> !id.equals(recovery)).toList());
    }

    private TargetState withAwaitedBy(List<String> next) {
        return new TargetState(
                health,
                active,
                fence,
                admissions,
                failures,
                lastSuccessAt,
                block,
                limitEscalatedUntil,
                ladder,
                next,
                untold);
    }
}
