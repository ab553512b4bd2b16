package io.recoverymesh.correlation.decision;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;

/** What a decision leads to. */
public sealed interface Output {
    /** A decision for the log. */
    record Recorded(RecoveryEvent event) implements Output {}

    /** A command for a handler. */
    record Commanded(String handler, StepCommand command) implements Output {}

    /** What others must know of a group may have changed. */
    record LoadChanged(String group) implements Output {}

    /** An input that changes nothing, and why: counted, not recorded. */
    record Dropped(String reason) implements Output {}
}
