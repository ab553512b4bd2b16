package io.recoverymesh.handler.protocol;

import io.recoverymesh.common.event.TraceParent;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepCommand;

/** What becomes of one command. */
public sealed interface Decision {
    /** Publish that it starts, then perform it. */
    record Accept(String handler, StepCommand command, RunStep run, Action action, Arguments arguments, Lease lease)
            implements Decision {
        public Invocation invocation() {
            return invoked(command, run.getAction(), arguments);
        }
    }

    /** Publish that it failed, and why; no effect. */
    record Refuse(String handler, StepCommand command, Refusal reason, String error) implements Decision {}

    /** Nothing to publish: it was already taken, or there is nothing to stop. */
    record Ignore(StepCommand command, String reason) implements Decision {}

    /** Look whether the effect of a lost attempt took place, and say so; no effect. */
    record Ask(String handler, StepCommand command, ProbeStep probe, Action action, Arguments arguments)
            implements Decision {
        public Invocation invocation() {
            return invoked(command, probe.getAction(), arguments);
        }
    }

    /** Stop a running attempt. */
    record Cancel(AttemptKey attempt, String reason) implements Decision {}

    /** No room now: leave it where it is. */
    record Wait() implements Decision {}

    private static Invocation invoked(StepCommand command, String action, Arguments arguments) {
        return new Invocation(
                action,
                arguments,
                command.getId(),
                command.getRecoveryId(),
                command.getPolicy(),
                command.getGroup(),
                command.getTarget(),
                command.getStep(),
                TraceParent.of(command.getFlowId(), command.getId()));
    }
}
