package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of attempts: results, time-outs, lost leases, retries. */
final class Attempts {
    /** A result may be this late behind the deadline or the lease before the coordinator acts on its absence. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Coordinator coordinator;
    private final AttemptEnds ends;

    Attempts(Coordinator coordinator) {
        this.coordinator = coordinator;
        this.ends = new AttemptEnds(coordinator);
    }

    /** A handler said something. */
    Decision onResult(Recovery recovery, StepResult result, Ledger ledger, Instant now) {
        if (result.getStep().startsWith(Ladders.STEP)) {
            return told(recovery, result, ledger, now);
        }
        StepRun run = recovery.step(result.getStep()).orElse(null);
        boolean current = run != null && !isStale(run, result);
        if (run == null || !current || recovery.isEnded() || !run.isInFlight()) {
            return current && isKnown(run, result) ? known(result) : late(recovery, run, result, ledger, now);
        }
        Progress progress = coordinator.progress(recovery, result.getId(), ledger, now);
        switch (result.getBody()) {
            case AttemptStarted started -> {
                if (run.phase() != StepPhase.DISPATCHED) {
                    return known(result);
                }
                progress.step(run.id(), AttemptFacts.started(run, result, started));
            }
            case AttemptProgressed progressed -> {
                if (run.phase() != StepPhase.RUNNING) {
                    return Decision.drop("heartbeat of an attempt that is not known to have started");
                }
                Instant lease = run.leaseUntil();
                if (lease != null && !progressed.getLeaseUntil().isAfter(lease)) {
                    return known(result);
                }
                progress.step(run.id(), AttemptFacts.progressed(run, progressed));
            }
            case AttemptSucceeded succeeded -> ends.succeeded(progress, run, succeeded);
            case AttemptFailed failed -> {
                if (run.phase() == StepPhase.PROBING && isSilence(failed.getKind())) {
                    return known(result);
                }
                ends.failed(progress, run, failed);
            }
            case AttemptCancelled cancelled ->
                ends.failed(
                        progress, run, FailureKind.FAILED, "cancelled by the handler: " + cancelled.getReason(), false);
            case ProbeAnswered answer -> {
                if (run.phase() != StepPhase.PROBING) {
                    return late(recovery, run, result, ledger, now);
                }
                ends.answered(progress, run, answer);
            }
            default -> throw new IllegalStateException("Expected a result of a known kind, but got " + result);
        }
        return Decision.of(progress.draft());
    }

    /** The deadline of an attempt is over and no result came. */
    Decision onTimeout(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant deadline = run.deadline();
        if (run.phase() == StepPhase.AWAITING && deadline != null && !now.isBefore(deadline)) {
            return onAwaitedInVain(recovery, run, cause, ledger, now);
        }
        if (!recovery.isActing()
                || !run.isInFlight()
                || run.phase() == StepPhase.PROBING
                || deadline == null
                || now.isBefore(deadline.plus(GRACE))) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        if (run.phase() == StepPhase.DISPATCHED) {
            Step.Call step = progress.graph().call(run);
            String error =
                    "Expected a handler for " + step.handler() + "/" + step.action() + " to take the command until "
                            + deadline + ", but none did. Start one, or look whether it is alive";
            ends.failed(progress, run, FailureKind.UNCLAIMED, error, step.safety() == Step.Safety.IDEMPOTENT);
        } else {
            ends.unknown(
                    progress, run, FailureKind.TIMED_OUT, "Expected a result until " + deadline + ", but none came");
        }
        return Decision.of(progress.draft());
    }

    /** The lease ran out without a heartbeat. */
    Decision onLease(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant lease = run.leaseUntil();
        if (!recovery.isActing()
                || run.phase() != StepPhase.RUNNING
                || lease == null
                || now.isBefore(lease.plus(GRACE))) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        String error = "Expected a heartbeat until " + lease + ", but none came: the handler is gone";
        ends.unknown(progress, run, FailureKind.LEASE_LOST, error);
        return Decision.of(progress.draft());
    }

    /** The probe was not answered in time. */
    Decision onProbeTimeout(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant answerBy = run.deadline();
        if (!recovery.isActing() || run.phase() != StepPhase.PROBING || answerBy == null || now.isBefore(answerBy)) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        ends.lost(progress, run, "Expected its handler to say until " + answerBy + " whether, but no answer came");
        return Decision.of(progress.draft());
    }

    /** The wait before the next attempt is over. */
    Decision onRetry(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant retryAt = run.retryAt();
        if (!recovery.isActing() || run.phase() != StepPhase.WAITING || retryAt == null || now.isBefore(retryAt)) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        coordinator.retry(progress, run);
        return Decision.of(progress.draft());
    }

    /** Neither a person nor the health of a target said anything in time. */
    private Decision onAwaitedInVain(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        String what = run.awaited() == null ? "an approval" : "the health of " + run.awaited() + " to be good";
        String error = "Expected " + what + " until " + run.deadline() + ", but it did not come";
        progress.step(run.id(), AttemptFacts.failed(run, FailureKind.TIMED_OUT, error));
        coordinator.ended(progress, run.id());
        return Decision.of(progress.draft());
    }

    /** People were told, or could not be: that is kept, for whoever asks why nobody came. */
    private Decision told(Recovery recovery, StepResult result, Ledger ledger, Instant now) {
        if (!(result.getBody() instanceof AttemptFailed failed)) {
            return Decision.drop("people are told: " + result.getStep() + " of " + recovery.id());
        }
        Draft draft =
                coordinator.progress(recovery, result.getId(), ledger, now).draft();
        draft.fact(ResultIgnored.newBuilder()
                .setStep(result.getStep())
                .setAttempt(result.getAttempt())
                .setFence(result.getFence())
                .setReason("Expected people to be told, but " + failed.getError())
                .build());
        return Decision.of(draft);
    }

    private static boolean isSilence(FailureKind kind) {
        return kind == FailureKind.TIMED_OUT || kind == FailureKind.LEASE_LOST;
    }

    private static boolean isStale(StepRun run, StepResult result) {
        return run.attempt() != result.getAttempt() || run.fence() != result.getFence();
    }

    /** Whether it only repeats what the step's state already says. */
    private static boolean isKnown(@Nullable StepRun run, StepResult result) {
        Object said = result.getBody();
        boolean started = said instanceof AttemptStarted;
        return run != null
                && switch (run.phase()) {
                    case SUCCEEDED -> started || said instanceof AttemptSucceeded;
                    case FAILED, WAITING ->
                        started || said instanceof AttemptFailed || said instanceof AttemptCancelled;
                    case LOST -> started;
                    case PENDING, DISPATCHED, RUNNING, PROBING, AWAITING, SKIPPED, CANCELLED -> false;
                };
    }

    private static Decision known(StepResult result) {
        return Decision.drop("result " + result.getId() + " is known");
    }

    private Decision late(Recovery recovery, @Nullable StepRun run, StepResult result, Ledger ledger, Instant now) {
        if (result.getBody() instanceof AttemptProgressed) {
            return Decision.drop("heartbeat of an attempt that is over");
        }
        Draft draft =
                coordinator.progress(recovery, result.getId(), ledger, now).draft();
        draft.fact(ResultIgnored.newBuilder()
                .setStep(result.getStep())
                .setAttempt(result.getAttempt())
                .setFence(result.getFence())
                .setReason("LATE: expected " + expected(recovery, run, result) + ", but got "
                        + result.getBody().getClass().getSimpleName() + " of attempt " + result.getAttempt()
                        + " with fence " + result.getFence())
                .build());
        return Decision.of(draft);
    }

    private static String expected(Recovery recovery, @Nullable StepRun run, StepResult result) {
        if (run == null) {
            return "a step of this recovery";
        }
        if (isStale(run, result)) {
            return "attempt " + run.attempt() + " with fence " + run.fence();
        }
        return recovery.isEnded()
                ? "a result before the recovery ended " + recovery.outcome()
                : "a result before the attempt was given up, and the step is " + run.phase();
    }
}
