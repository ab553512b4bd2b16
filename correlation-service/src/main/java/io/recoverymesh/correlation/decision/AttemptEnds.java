package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.recovery.Jitter;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.ProbeAnswered;
import java.time.Duration;

/** What follows from the end of an attempt: another attempt, the end of its step, a question, or a person. */
final class AttemptEnds {
    /** A lost lease is repeated up to so many attempts even where the policy asks for no retry. */
    private static final int LEASE_ATTEMPTS = 3;

    private final Coordinator coordinator;

    AttemptEnds(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** It did what it was to do. */
    void succeeded(Progress progress, StepRun run, AttemptSucceeded said) {
        progress.step(run.id(), AttemptFacts.succeeded(run, said, progress.now()));
        coordinator.ended(progress, run.id());
    }

    /** A handler says that it failed. */
    void failed(Progress progress, StepRun run, AttemptFailed said) {
        switch (said.getKind()) {
            case TIMED_OUT, LEASE_LOST -> unknown(progress, run, said.getKind(), said.getError());
            case FAILED, REFUSED, UNCLAIMED, REJECTED ->
                failed(progress, run, said.getKind(), said.getError(), said.getRetryable());
        }
    }

    /** A handler says what became of an attempt whose end nobody heard. */
    void answered(Progress progress, StepRun run, ProbeAnswered answer) {
        switch (answer.getEffect()) {
            case TOOK_PLACE -> succeeded(progress, run, new AttemptSucceeded(answer.getOutput(), 0L));
            case DID_NOT_TAKE_PLACE -> {
                String error =
                        "its handler was lost, and says that the effect did not take place: " + answer.getReason();
                again(progress, run, FailureKind.LEASE_LOST, error);
            }
            case NOT_KNOWN -> lost(progress, run, "Its handler was asked, and cannot tell: " + answer.getReason());
        }
    }

    /** The effect did not take place. */
    void failed(Progress progress, StepRun run, FailureKind kind, String error, boolean retryable) {
        Step.Retry retry = progress.graph().call(run).retry();
        if (retryable && run.tries() < retry.attempts()) {
            long seed = progress.recovery().seed();
            Duration wait = Jitter.exponential(retry.backoff(), retry.max(), run.tries(), seed);
            progress.step(
                    run.id(),
                    AttemptFacts.retrying(run, kind, error, progress.now().plus(wait)));
            return;
        }
        progress.step(run.id(), AttemptFacts.failed(run, kind, error));
        coordinator.ended(progress, run.id());
    }

    /** Whether the effect took place is not known: the step's safety class decides. */
    void unknown(Progress progress, StepRun run, FailureKind kind, String error) {
        Step.Call step = progress.graph().call(run);
        switch (step.safety()) {
            case IDEMPOTENT -> again(progress, run, kind, error);
            case PROBE -> coordinator.probe(progress, run, error);
            case ONCE -> lost(progress, run, error);
        }
    }

    /** Nothing speaks against another attempt at once, as long as there is one left. */
    private void again(Progress progress, StepRun run, FailureKind kind, String error) {
        int attempts = progress.graph().call(run).retry().attempts();
        int limit = kind == FailureKind.LEASE_LOST ? Math.max(LEASE_ATTEMPTS, attempts) : attempts;
        if (run.tries() < limit) {
            progress.step(run.id(), AttemptFacts.retrying(run, kind, error, progress.now()));
        } else {
            failed(progress, run, kind, error, false);
        }
    }

    /** Whether the effect took place will not be known: a person has to look. */
    void lost(Progress progress, StepRun run, String error) {
        String reason = error + "; whether the effect took place is not known, and its safety class is "
                + progress.graph().call(run).safety();
        progress.step(run.id(), AttemptFacts.lost(run, reason));
        coordinator.lost(progress, run.id(), reason);
    }
}
