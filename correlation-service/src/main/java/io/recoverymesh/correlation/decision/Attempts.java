package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.recovery.Jitter;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Outcome;
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
        Draft draft = coordinator.draft(recovery, result.getId(), now);
        StepRun run = recovery.step(result.getStep()).orElse(null);
        if (run == null || isStale(run, result) || recovery.isEnded()) {
            draft.fact(ignored(recovery, run, result));
            return Decision.of(draft);
        }
        if (!run.isInFlight() || (run.phase() == StepPhase.RUNNING && result.getBody() instanceof AttemptStarted)) {
            return Decision.drop("result " + result.getId() + " is known");
        }
        Policy policy = coordinator.policyOf(recovery, ledger);
        Step step = Coordinator.stepOf(policy, run.id());
        switch (result.getBody()) {
            case AttemptStarted started ->
                draft.fact(StepStarted.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setInstance(result.getInstance())
                        .setLeaseUntil(started.getLeaseUntil())
                        .build());
            case AttemptProgressed progress -> {
                if (run.phase() != StepPhase.RUNNING) {
                    return Decision.drop("heartbeat of an attempt that is not known to have started");
                }
                draft.fact(StepProgressed.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setLeaseUntil(progress.getLeaseUntil())
                        .setProgress(progress.getProgress())
                        .build());
            }
            case AttemptSucceeded succeeded -> {
                draft.fact(StepSucceeded.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setOutput(succeeded.getOutput())
                        .setDurationMs(sinceDispatch(run, now))
                        .build());
                coordinator.advance(draft, recovery, policy, run.id(), ledger);
            }
            case AttemptFailed failed -> {
                if (failed.getKind() == FailureKind.TIMED_OUT) {
                    unknown(draft, recovery, policy, run, FailureKind.TIMED_OUT, failed.getError(), ledger);
                } else {
                    failed(
                            draft,
                            recovery,
                            policy,
                            run,
                            failed.getKind(),
                            failed.getError(),
                            failed.getRetryable(),
                            ledger);
                }
            }
            case AttemptCancelled cancelled ->
                failed(
                        draft,
                        recovery,
                        policy,
                        run,
                        FailureKind.FAILED,
                        "cancelled by the handler: " + cancelled.getReason(),
                        false,
                        ledger);
            default -> throw new IllegalStateException("Expected a result of a known kind, but got " + result + step);
        }
        return Decision.of(draft);
    }

    /** The deadline of an attempt is over and no result came. */
    Decision onTimeout(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant deadline = run.deadline();
        if (recovery.phase() != Phase.RUNNING
                || !run.isInFlight()
                || deadline == null
                || now.isBefore(deadline.plus(GRACE))) {
            return Decision.NOTHING;
        }
        Policy policy = coordinator.policyOf(recovery, ledger);
        Draft draft = coordinator.draft(recovery, cause, now);
        Step step = Coordinator.stepOf(policy, run.id());
        if (run.phase() == StepPhase.DISPATCHED) {
            String error =
                    "Expected a handler for " + step.handler() + "/" + step.action() + " to take the command until "
                            + deadline + ", but none did. Start one, or look whether it is alive";
            boolean mayRepeat = step.safety() != Step.Safety.ONCE;
            failed(draft, recovery, policy, run, FailureKind.UNCLAIMED, error, mayRepeat, ledger);
        } else {
            String error = "Expected a result until " + deadline + ", but none came";
            unknown(draft, recovery, policy, run, FailureKind.TIMED_OUT, error, ledger);
        }
        return Decision.of(draft);
    }

    /** The lease ran out without a heartbeat. */
    Decision onLease(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant lease = run.leaseUntil();
        if (recovery.phase() != Phase.RUNNING
                || run.phase() != StepPhase.RUNNING
                || lease == null
                || now.isBefore(lease.plus(GRACE))) {
            return Decision.NOTHING;
        }
        Policy policy = coordinator.policyOf(recovery, ledger);
        Draft draft = coordinator.draft(recovery, cause, now);
        String error = "Expected a heartbeat until " + lease + ", but none came: the handler is gone";
        unknown(draft, recovery, policy, run, FailureKind.LEASE_LOST, error, ledger);
        return Decision.of(draft);
    }

    /** The wait before the next attempt is over. */
    Decision onRetry(Recovery recovery, StepRun run, String cause, Ledger ledger, Instant now) {
        Instant retryAt = run.retryAt();
        if (recovery.phase() != Phase.RUNNING
                || run.phase() != StepPhase.WAITING
                || retryAt == null
                || now.isBefore(retryAt)) {
            return Decision.NOTHING;
        }
        Draft draft = coordinator.draft(recovery, cause, now);
        coordinator.dispatch(draft, recovery, coordinator.policyOf(recovery, ledger), run, ledger);
        return Decision.of(draft);
    }

    /** A step that cannot even be sent. */
    static StepFailed impossible(StepRun run, String error) {
        return StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(FailureKind.REFUSED)
                .setError(error)
                .build();
    }

    /** The effect did not take place, on the handler's word. */
    private void failed(
            Draft draft,
            Recovery recovery,
            Policy policy,
            StepRun run,
            FailureKind kind,
            String error,
            boolean retryable,
            Ledger ledger) {
        Step step = Coordinator.stepOf(policy, run.id());
        if (retryable && run.attempt() < step.retry().attempts()) {
            Duration wait =
                    Jitter.exponential(step.retry().backoff(), step.retry().max(), run.attempt(), recovery.seed());
            draft.fact(retrying(run, kind, error, draft.now.plus(wait)));
            return;
        }
        draft.fact(StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(kind)
                .setError(error)
                .build());
        coordinator.fail(draft, recovery, policy, step, error, ledger);
    }

    /** Whether the effect took place is not known: the step's safety class decides. */
    private void unknown(
            Draft draft, Recovery recovery, Policy policy, StepRun run, FailureKind kind, String error, Ledger ledger) {
        Step step = Coordinator.stepOf(policy, run.id());
        switch (step.safety()) {
            case IDEMPOTENT -> {
                int limit = kind == FailureKind.LEASE_LOST
                        ? Math.max(LEASE_ATTEMPTS, step.retry().attempts())
                        : step.retry().attempts();
                if (run.attempt() < limit) {
                    draft.fact(retrying(run, kind, error, draft.now));
                } else {
                    failed(draft, recovery, policy, run, kind, error, false, ledger);
                }
            }
            case ONCE, PROBE -> {
                String reason = error + "; whether the effect took place is not known, and its safety class is "
                        + step.safety();
                draft.fact(StepLost.newBuilder()
                        .setStep(run.id())
                        .setAttempt(run.attempt())
                        .setReason(reason)
                        .build());
                coordinator.cancelRest(draft, recovery, run.id(), "step " + run.id() + " is lost");
                Endings.end(draft, recovery, policy, Outcome.UNKNOWN, "step " + run.id() + ": " + reason, ledger);
            }
        }
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

    private static ResultIgnored ignored(Recovery recovery, @Nullable StepRun run, StepResult result) {
        String expected = run == null
                ? "a step of this recovery"
                : recovery.isEnded() && !isStale(run, result)
                        ? "a result before the recovery ended " + recovery.outcome()
                        : "attempt " + run.attempt() + " with fence " + run.fence();
        return ResultIgnored.newBuilder()
                .setStep(result.getStep())
                .setAttempt(result.getAttempt())
                .setFence(result.getFence())
                .setReason("LATE: expected " + expected + ", but got "
                        + result.getBody().getClass().getSimpleName() + " of attempt " + result.getAttempt()
                        + " with fence " + result.getFence())
                .build();
    }

    private static long sinceDispatch(StepRun run, Instant now) {
        Instant dispatched = run.dispatchedAt();
        return dispatched == null ? 0 : Duration.between(dispatched, now).toMillis();
    }
}
