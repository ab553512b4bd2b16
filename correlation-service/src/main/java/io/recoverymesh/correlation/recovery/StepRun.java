package io.recoverymesh.correlation.recovery;

import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one step of one recovery stands.
 *
 * @param attempt the current one; 0 before the first
 * @param fence of the current attempt
 * @param commandId of the current attempt
 * @param dispatchedAt of the current attempt
 * @param deadline of the current attempt; while its probe is asked, of the answer
 * @param leaseUntil while a handler runs it
 * @param retryAt while it waits
 * @param output JSON, once it succeeded
 */
public record StepRun(
        String id,
        StepPhase phase,
        int attempt,
        long fence,
        @Nullable String commandId,
        @Nullable Instant dispatchedAt,
        @Nullable Instant deadline,
        @Nullable Instant leaseUntil,
        @Nullable Instant retryAt,
        @Nullable String output) {

    static StepRun pending(String id) {
        return new StepRun(id, StepPhase.PENDING, 0, 0, null, null, null, null, null, null);
    }

    /** Whether a handler has, or may have, this attempt in hand. */
    public boolean isInFlight() {
        return phase == StepPhase.DISPATCHED || phase == StepPhase.RUNNING || phase == StepPhase.PROBING;
    }

    /** What a fact about this step makes of it; the table decides whether it may. */
    StepRun evolve(Object fact, Instant at) {
        StepPhase next = Lifecycle.next(Lifecycle.STEP, phase, fact);
        return switch (fact) {
            case StepDispatched d ->
                new StepRun(
                        id,
                        next,
                        d.getAttempt(),
                        d.getFence(),
                        d.getCommandId(),
                        at,
                        d.getDeadline(),
                        null,
                        null,
                        null);
            case StepStarted s -> running(next, s.getLeaseUntil());
            case StepProgressed p -> running(next, p.getLeaseUntil());
            case StepProbed p ->
                new StepRun(id, next, attempt, fence, commandId, dispatchedAt, p.getAnswerBy(), null, null, null);
            case StepAttemptFailed f ->
                new StepRun(id, next, attempt, fence, commandId, dispatchedAt, null, null, f.getRetryAt(), null);
            case StepSucceeded s ->
                new StepRun(id, next, attempt, fence, commandId, dispatchedAt, null, null, null, s.getOutput());
            default -> new StepRun(id, next, attempt, fence, commandId, dispatchedAt, null, null, null, null);
        };
    }

    private StepRun running(StepPhase next, Instant lease) {
        return new StepRun(id, next, attempt, fence, commandId, dispatchedAt, deadline, lease, null, null);
    }
}
