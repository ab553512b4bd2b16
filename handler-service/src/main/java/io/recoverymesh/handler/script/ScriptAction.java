package io.recoverymesh.handler.script;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.HandlerAction;
import java.util.Optional;

/** Runs a listed script where it is still what was listed. */
record ScriptAction(ScriptFile script, Action program) implements Action {
    @Override
    public HandlerAction description() {
        return program.description();
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        return program.objection(arguments).or(script::objection);
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws Exception {
        Optional<String> objection = script.objection();
        return objection.isPresent() ? Outcome.refused(objection.get()) : program.perform(invocation, context);
    }
}
