package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.correlation.decision.Output;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.time.Instant;

/** What the mesh itself answers to a command that cannot be sent. */
final class Refusals {
    private Refusals() {}

    static StepResult of(Output.Commanded commanded, String problem, Instant now) {
        StepCommand command = commanded.command();
        return StepResult.newBuilder()
                .setId(EventIds.of("unsent", command.getId()))
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler(commanded.handler())
                .setInstance("correlation-service")
                .setAt(now)
                .setBody(AttemptFailed.newBuilder()
                        .setKind(FailureKind.REFUSED)
                        .setError(problem)
                        .setRetryable(false)
                        .setDurationMs(0)
                        .build())
                .build();
    }
}
