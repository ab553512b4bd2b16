package io.recoverymesh.standalone.simulation;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;

/** An action that the protocol may accept; the simulated attempt performs it, on the scheduler instead of a thread. */
record SimulatedAction(String name) implements Action {
    @Override
    public HandlerAction description() {
        return HandlerAction.newBuilder()
                .setName(name)
                .setDescription("Simulated")
                .setSafety(Safety.IDEMPOTENT)
                .build();
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) {
        throw new IllegalStateException("Expected the scheduler to perform " + name);
    }
}
