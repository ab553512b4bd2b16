package io.recoverymesh.handler.action;

import io.recoverymesh.schemas.HandlerAction;
import java.util.Optional;

/** One thing that a handler can do to a target; performed at most once per attempt. */
public interface Action {
    /** Name, safety and arguments, as they are announced. */
    HandlerAction description();

    /**
     * What is wrong with these arguments, in one sentence; empty where nothing is. Asked before the attempt starts, so
     * that a refused command has no effect at all.
     */
    default Optional<String> objection(Arguments arguments) {
        return Optional.empty();
    }

    /**
     * Takes the effect and says how it went. The thread is interrupted at the deadline and on cancellation; what was
     * started must have ended when this returns.
     *
     * @throws Exception means that it is not known how far the effect came ({@link Outcome.Unknown})
     */
    Outcome perform(Invocation invocation, Context context) throws Exception;

    /**
     * Looks whether the effect of an attempt that was lost took place, without any effect of its own. The thread is
     * interrupted when the answer would come too late.
     *
     * @throws Exception becomes "not known"
     */
    default Probed probe(Invocation invocation, Context context) throws Exception {
        return Probed.notKnown("Expected action '" + invocation.action() + "' to have a probe, but it has none");
    }
}
