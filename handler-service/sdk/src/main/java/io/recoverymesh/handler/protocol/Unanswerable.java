package io.recoverymesh.handler.protocol;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.Safety;

/** Stands for an action that cannot be asked, and says why. */
record Unanswerable(String action, String reason) implements Action {
    @Override
    public HandlerAction description() {
        return new HandlerAction(action, reason, Safety.ONCE, null, null);
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) {
        return Outcome.refused(reason);
    }

    @Override
    public Probed probe(Invocation invocation, Context context) {
        return Probed.notKnown(reason);
    }
}
