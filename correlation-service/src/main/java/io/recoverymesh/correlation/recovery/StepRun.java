package io.recoverymesh.correlation.recovery;

import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one step of one recovery stands.
 *
 * @param visit how often it was begun in this iteration of the plan; 0 before the first
 * @param attempt the current one; 0 before the first; goes on over visits and iterations
 * @param before the last attempt before this visit
 * @param fence of the current attempt
 * @param order it was the n-th to succeed; 0: it never did; kept when it is to be done again
 * @param unreached skipped because the plan went another way
 * @param dispatchedAt of the current attempt
 * @param deadline of the current attempt; while its probe is asked, of the answer
 * @param leaseUntil while a handler runs it
 * @param retryAt while it waits for the next attempt
 * @param awaited target whose health it waits for
 * @param binding hash of what is to be approved
 * @param failure once it failed
 * @param output JSON of its last success
 */
public record StepRun(
        String id,
        StepPhase phase,
        int visit,
        int attempt,
        int before,
        long fence,
        int order,
        boolean unreached,
        @Nullable Instant dispatchedAt,
        @Nullable Instant deadline,
        @Nullable Instant leaseUntil,
        @Nullable Instant retryAt,
        @Nullable String awaited,
        @Nullable String binding,
        @Nullable FailureKind failure,
        @Nullable String output) {
    private static final String UNDO = "undo:";

    static StepRun pending(String id) {
        return new StepRun(id, StepPhase.PENDING, 0, 0, 0, 0, 0, false, null, null, null, null, null, null, null, null);
    }

    /** Id of the run that takes the effect of a step back. */
    public static String undoOf(String step) {
        return UNDO + step;
    }

    /** Whether it takes the effect of a step back. */
    public boolean isUndo() {
        return id.startsWith(UNDO);
    }

    /** The step of the plan that it is a run of. */
    public String step() {
        return isUndo() ? id.substring(UNDO.length()) : id;
    }

    /** Whether a handler has, or may have, this attempt in hand. */
    public boolean isInFlight() {
        return phase == StepPhase.DISPATCHED || phase == StepPhase.RUNNING || phase == StepPhase.PROBING;
    }

    /** Attempts of this visit. */
    public int tries() {
        return attempt - before;
    }

    /** Number of the visit that is going on, or that would begin now. */
    public int visiting() {
        return phase == StepPhase.PENDING ? visit + 1 : visit;
    }

    /**
     * What a fact about this step makes of it; the table decides whether it may.
     *
     * @param succeeded how many steps of the recovery have succeeded before
     */
    StepRun evolve(Object fact, Instant at, int succeeded) {
        Change next = new Change(this, Lifecycle.next(Lifecycle.STEP, phase, fact));
        return switch (fact) {
            case StepDispatched d ->
                next.begin(d.getAttempt(), at, d.getDeadline())
                        .sent(d.getFence())
                        .done();
            case HealthAwaited a ->
                next.begin(a.getAttempt(), at, a.getUntil())
                        .awaits(a.getTarget(), null)
                        .done();
            case ApprovalRequested a ->
                next.begin(a.getAttempt(), at, a.getUntil())
                        .awaits(null, a.getBinding())
                        .done();
            case StepStarted s -> next.leased(s.getLeaseUntil()).done();
            case StepProgressed p -> next.leased(p.getLeaseUntil()).done();
            case StepProbed p -> next.probed(p.getAnswerBy()).done();
            case StepAttemptFailed f -> next.idle(f.getRetryAt()).done();
            case StepSucceeded s ->
                next.idle(null).succeeded(succeeded + 1, s.getOutput()).done();
            case StepFailed f -> next.idle(null).failed(f.getKind()).done();
            case StepSkipped s -> next.idle(null).skipped(!s.getReached()).done();
            default -> next.idle(null).done();
        };
    }

    /** To be done again; in a new iteration its visits count from the beginning. */
    StepRun reset(Object fact, boolean newIteration) {
        Change next = new Change(this, Lifecycle.next(Lifecycle.STEP, phase, fact));
        return next.idle(null).pending(newIteration).done();
    }

    /** To be begun once more within its last visit. */
    StepRun withinVisit() {
        Change next = new Change(this, phase);
        next.visit = Math.max(0, visit - 1);
        return next.done();
    }

    /** The next state in the making. */
    private static final class Change {
        private final StepRun from;
        private final StepPhase phase;
        private int visit;
        private int attempt;
        private int before;
        private long fence;
        private int order;
        private boolean unreached;
        private @Nullable Instant dispatchedAt;
        private @Nullable Instant deadline;
        private @Nullable Instant leaseUntil;
        private @Nullable Instant retryAt;
        private @Nullable String awaited;
        private @Nullable String binding;
        private @Nullable FailureKind failure;
        private @Nullable String output;

        Change(StepRun from, StepPhase phase) {
            this.from = from;
            this.phase = phase;
            visit = from.visit;
            attempt = from.attempt;
            before = from.before;
            fence = from.fence;
            order = from.order;
            dispatchedAt = from.dispatchedAt;
            deadline = from.deadline;
            output = from.output;
        }

        /** An attempt; the first one after PENDING begins a visit. */
        Change begin(int newAttempt, Instant at, Instant until) {
            visited();
            attempt = newAttempt;
            dispatchedAt = at;
            deadline = until;
            return this;
        }

        Change sent(long newFence) {
            fence = newFence;
            return this;
        }

        Change awaits(@Nullable String target, @Nullable String approval) {
            awaited = target;
            binding = approval;
            return this;
        }

        Change leased(Instant until) {
            leaseUntil = until;
            return this;
        }

        Change probed(Instant answerBy) {
            deadline = answerBy;
            return this;
        }

        Change idle(@Nullable Instant retry) {
            deadline = null;
            retryAt = retry;
            return this;
        }

        Change succeeded(int newOrder, @Nullable String newOutput) {
            order = newOrder;
            output = newOutput;
            return this;
        }

        Change failed(FailureKind kind) {
            visited();
            failure = kind;
            return this;
        }

        Change skipped(boolean notReached) {
            if (!notReached) {
                visited();
            }
            unreached = notReached;
            return this;
        }

        Change pending(boolean newIteration) {
            visit = newIteration ? 0 : visit;
            before = attempt;
            return this;
        }

        private void visited() {
            if (from.phase == StepPhase.PENDING) {
                visit++;
                before = attempt;
            }
        }

        StepRun done() {
            return new StepRun(
                    from.id,
                    phase,
                    visit,
                    attempt,
                    before,
                    fence,
                    order,
                    unreached,
                    dispatchedAt,
                    deadline,
                    leaseUntil,
                    retryAt,
                    awaited,
                    binding,
                    failure,
                    output);
        }
    }
}
