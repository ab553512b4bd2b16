package io.recoverymesh.handler.attempt;

import io.recoverymesh.handler.protocol.Refusal;
import java.time.Duration;

/** Told of what the loop did; must not block or throw. */
public interface LoopObserver {
    LoopObserver NONE = new LoopObserver() {};

    /** @param waited from the command's issue to the start of its effect */
    default void started(String handler, String action, Duration waited) {}

    /** @param outcome simple name of the result's body: AttemptSucceeded, AttemptFailed, AttemptCancelled */
    default void ended(String handler, String action, String outcome, Duration took) {}

    default void refused(String handler, Refusal reason) {}

    /** A command that was already taken, or a cancellation of what is not running here. */
    default void ignored() {}

    default void deadLettered(String topic) {}

    /** The clients failed and were made anew. */
    default void reopened() {}
}
