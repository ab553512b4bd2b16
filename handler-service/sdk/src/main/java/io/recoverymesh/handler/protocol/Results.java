package io.recoverymesh.handler.protocol;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Words about one attempt; ids follow from the command and the kind of word, so that a repeated one is recognised.
 *
 * @param instance of the handler that speaks
 */
public record Results(String handler, String instance, StepCommand command) {
    public StepResult started(Instant leaseUntil, Instant at) {
        return result("started", new AttemptStarted(millis(leaseUntil)), at);
    }

    /** @param number of this heartbeat, from 1 */
    public StepResult progressed(long number, Instant leaseUntil, @Nullable String progress, Instant at) {
        return result("progressed/" + number, new AttemptProgressed(millis(leaseUntil), progress), at);
    }

    public StepResult refused(String error, Instant at) {
        return ended(new AttemptFailed(FailureKind.REFUSED, error, false, 0L), at);
    }

    /** There is one end per attempt, whatever it was: its id does not depend on the kind. */
    public StepResult ended(SpecificRecord body, Instant at) {
        return result("ended", body, at);
    }

    public StepResult answered(Probed answer, Instant at) {
        return result("answered", new ProbeAnswered(answer.effect(), answer.reason(), answer.output()), at);
    }

    private StepResult result(String word, SpecificRecord body, Instant at) {
        return StepResult.newBuilder()
                .setId(EventIds.of("result", command.getId(), word))
                .setCommandId(command.getId())
                .setFlowId(command.getFlowId())
                .setRecoveryId(command.getRecoveryId())
                .setGroup(command.getGroup())
                .setTarget(command.getTarget())
                .setStep(command.getStep())
                .setAttempt(command.getAttempt())
                .setFence(command.getFence())
                .setHandler(handler)
                .setInstance(instance)
                .setAt(millis(at))
                .setBody(body)
                .build();
    }

    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
