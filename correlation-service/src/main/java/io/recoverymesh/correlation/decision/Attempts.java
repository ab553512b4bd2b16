package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.plan.StepOutputs;
import io.recoverymesh.correlation.recovery.Jitter;
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
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of attempts: results, time-outs, lost leases, retries. */
final class Attempts {
    /** A result may be this late behind the deadline or the lease before the coordinator acts on its absence. */
    static final Duration GRACE = Duration.ofSeconds(1);

    /** A lost lease is repeated up to so many attempts even where the policy asks for no retry. */
    private static final int LEASE_ATTEMPTS = 3;

    private final Coordinator coordinator;

    Attempts(Coordinator coordinator) {
        this.coordinator = coordinator;
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
                progress.step(run.id(), started(run, result, started));
            }
            case AttemptProgressed progressed -> {
                if (run.phase() != StepPhase.RUNNING) {
                    return Decision.drop("heartbeat of an attempt that is not known to have started");
                }
                Instant lease = run.leaseUntil();
                if (lease != null && !progressed.getLeaseUntil().isAfter(lease)) {
                    return known(result);
                }
                progress.step(run.id(), progressed(run, progressed));
            }
            case AttemptSucceeded succeeded -> {
                progress.step(run.id(), succeeded(run, succeeded, now));
                coordinator.ended(progress, run.id());
            }
            case AttemptFailed failed -> {
                if (run.phase() == StepPhase.PROBING && isSilence(failed.getKind())) {
                    return known(result);
                }
                failed(progress, run, failed);
            }
            case AttemptCancelled cancelled ->
                failed(progress, run, FailureKind.FAILED, "cancelled by the handler: " + cancelled.getReason(), false);
            case ProbeAnswered answer -> {
                if (run.phase() != StepPhase.PROBING) {
                    return late(recovery, run, result, ledger, now);
                }
                answered(progress, run, answer);
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
            failed(progress, run, FailureKind.UNCLAIMED, error, step.safety() == Step.Safety.IDEMPOTENT);
        } else {
            unknown(progress, run, FailureKind.TIMED_OUT, "Expected a result until " + deadline + ", but none came");
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
        unknown(progress, run, FailureKind.LEASE_LOST, error);
        return Decision.of(progress.draft());
    }

    /** The probe was not answered in time. */
    Decision onProbeTimeout(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant answerBy = run.deadline();
        if (!recovery.isActing() || run.phase() != StepPhase.PROBING || answerBy == null || now.isBefore(answerBy)) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        lost(progress, run, "Expected its handler to say until " + answerBy + " whether, but no answer came");
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
        progress.step(run.id(), failed(run, FailureKind.TIMED_OUT, error));
        coordinator.ended(progress, run.id());
        return Decision.of(progress.draft());
    }

    private void failed(Progress progress, StepRun run, AttemptFailed said) {
        switch (said.getKind()) {
            case TIMED_OUT, LEASE_LOST -> unknown(progress, run, said.getKind(), said.getError());
            case FAILED, REFUSED, UNCLAIMED, REJECTED ->
                failed(progress, run, said.getKind(), said.getError(), said.getRetryable());
        }
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

    private void answered(Progress progress, StepRun run, ProbeAnswered answer) {
        switch (answer.getEffect()) {
            case TOOK_PLACE -> {
                progress.step(run.id(), succeeded(run, new AttemptSucceeded(answer.getOutput(), 0L), progress.now()));
                coordinator.ended(progress, run.id());
            }
            case DID_NOT_TAKE_PLACE -> {
                String error =
                        "its handler was lost, and says that the effect did not take place: " + answer.getReason();
                int limit = Math.max(
                        LEASE_ATTEMPTS, progress.graph().call(run).retry().attempts());
                if (run.tries() < limit) {
                    progress.step(run.id(), retrying(run, FailureKind.LEASE_LOST, error, progress.now()));
                } else {
                    failed(progress, run, FailureKind.LEASE_LOST, error, false);
                }
            }
            case NOT_KNOWN -> lost(progress, run, "Its handler was asked, and cannot tell: " + answer.getReason());
        }
    }

    /** The effect did not take place. */
    private void failed(Progress progress, StepRun run, FailureKind kind, String error, boolean retryable) {
        Step.Retry retry = progress.graph().call(run).retry();
        if (retryable && run.tries() < retry.attempts()) {
            long seed = progress.recovery().seed();
            Duration wait = Jitter.exponential(retry.backoff(), retry.max(), run.tries(), seed);
            progress.step(run.id(), retrying(run, kind, error, progress.now().plus(wait)));
            return;
        }
        progress.step(run.id(), failed(run, kind, error));
        coordinator.ended(progress, run.id());
    }

    /** Whether the effect took place is not known: the step's safety class decides. */
    private void unknown(Progress progress, StepRun run, FailureKind kind, String error) {
        Step.Call step = progress.graph().call(run);
        switch (step.safety()) {
            case IDEMPOTENT -> {
                int limit = kind == FailureKind.LEASE_LOST
                        ? Math.max(LEASE_ATTEMPTS, step.retry().attempts())
                        : step.retry().attempts();
                if (run.tries() < limit) {
                    progress.step(run.id(), retrying(run, kind, error, progress.now()));
                } else {
                    failed(progress, run, kind, error, false);
                }
            }
            case PROBE -> coordinator.probe(progress, run, error);
            case ONCE -> lost(progress, run, error);
        }
    }

    private void lost(Progress progress, StepRun run, String error) {
        String reason = error + "; whether the effect took place is not known, and its safety class is "
                + progress.graph().call(run).safety();
        progress.step(
                run.id(),
                StepLost.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setReason(reason)
                        .build());
        coordinator.lost(progress, run.id(), reason);
    }

    private static StepFailed failed(StepRun run, FailureKind kind, String error) {
        return StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(kind)
                .setError(error)
                .build();
    }

    private static StepStarted started(StepRun run, StepResult result, AttemptStarted said) {
        return StepStarted.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setInstance(result.getInstance())
                .setLeaseUntil(said.getLeaseUntil())
                .build();
    }

    private static StepProgressed progressed(StepRun run, AttemptProgressed said) {
        return StepProgressed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setLeaseUntil(said.getLeaseUntil())
                .setProgress(said.getProgress())
                .build();
    }

    private static StepSucceeded succeeded(StepRun run, AttemptSucceeded said, Instant now) {
        return StepSucceeded.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setOutput(StepOutputs.bounded(said.getOutput()))
                .setDurationMs(sinceDispatch(run, now))
                .build();
    }

    private static StepAttemptFailed retrying(StepRun run, FailureKind kind, String error, Instant at) {
        return StepAttemptFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(kind)
                .setError(error)
                .setRetryAt(at)
                .build();
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

    private static long sinceDispatch(StepRun run, Instant now) {
        Instant dispatched = run.dispatchedAt();
        return dispatched == null ? 0 : Duration.between(dispatched, now).toMillis();
    }
}
