package io.recoverymesh.handler.protocol;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepCommand;

/** What becomes of one command. */
public sealed interface Decision {
    /** Publish that it starts, then perform it. */
    record Accept(String handler, StepCommand command, RunStep run, Action action, Arguments arguments, Lease lease)
            implements Decision {}

    /** Publish that it failed, and why; no effect. */
    record Refuse(String handler, StepCommand command, Refusal reason, String error) implements Decision {}

    /** Nothing to publish: it was already taken, or there is nothing to stop. */
    record Ignore(StepCommand command, String reason) implements Decision {}

    /** Stop a running attempt. */
    record Cancel(AttemptKey attempt, String reason) implements Decision {}

    /** No room now: leave it where it is. */
    record Wait() implements Decision {}
}
