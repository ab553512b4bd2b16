package io.recoverymesh.handler.protocol;

import io.recoverymesh.schemas.StepCommand;

/** One try of one step of one recovery; accepted at most once. */
public record AttemptKey(String recoveryId, String step, int attempt) {
    public static AttemptKey of(StepCommand command) {
        return new AttemptKey(command.getRecoveryId(), command.getStep(), command.getAttempt());
    }

    @Override
    public String toString() {
        return recoveryId + "/" + step + "#" + attempt;
    }
}
