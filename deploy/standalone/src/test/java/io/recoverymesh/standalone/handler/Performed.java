package io.recoverymesh.standalone.handler;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;

/** The action {@code it}, whatever it does. */
record Performed(Performed.Performance performance) implements Action {
    interface Performance {
        Outcome perform(Invocation invocation, Context context) throws Exception;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction("it", "does it", Safety.IDEMPOTENT, null, null);
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws Exception {
        return performance.perform(invocation, context);
    }
}
