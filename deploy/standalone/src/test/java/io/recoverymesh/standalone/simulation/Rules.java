package io.recoverymesh.standalone.simulation;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;

/** One family of invariants; told everything in the order in which it was committed. */
interface Rules {
    default void request(RecoveryRequest request) {}

    default void health(TargetHealth health) {}

    default void paused(String group, Instant from, Instant until) {}

    default void result(StepResult result) {}

    default void fact(RecoveryEvent event, Object fact) {}

    default void command(StepCommand command) {}

    default void effect(Effect effect) {}

    /** Faults have stopped long ago: what should have happened has happened. */
    default void finish() {}
}
