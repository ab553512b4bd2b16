package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.plan.StepOutputs;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Duration;
import java.time.Instant;

/** The facts about one attempt of a step. */
final class AttemptFacts {
    private AttemptFacts() {}

    static StepFailed failed(StepRun run, FailureKind kind, String error) {
        return StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(kind)
                .setError(error)
                .build();
    }

    static StepStarted started(StepRun run, StepResult result, AttemptStarted said) {
        return StepStarted.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setInstance(result.getInstance())
                .setLeaseUntil(said.getLeaseUntil())
                .build();
    }

    static StepProgressed progressed(StepRun run, AttemptProgressed said) {
        return StepProgressed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setLeaseUntil(said.getLeaseUntil())
                .setProgress(said.getProgress())
                .build();
    }

    static StepSucceeded succeeded(StepRun run, AttemptSucceeded said, Instant now) {
        return StepSucceeded.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setOutput(StepOutputs.bounded(said.getOutput()))
                .setDurationMs(sinceDispatch(run, now))
                .build();
    }

    static StepAttemptFailed retrying(StepRun run, FailureKind kind, String error, Instant at) {
        return StepAttemptFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(kind)
                .setError(error)
                .setRetryAt(at)
                .build();
    }

    static StepLost lost(StepRun run, String reason) {
        return StepLost.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setReason(reason)
                .build();
    }

    private static long sinceDispatch(StepRun run, Instant now) {
        Instant dispatched = run.dispatchedAt();
        return dispatched == null ? 0 : Duration.between(dispatched, now).toMillis();
    }
}
