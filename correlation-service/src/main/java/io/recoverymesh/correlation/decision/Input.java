package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import org.jspecify.annotations.Nullable;

/** What a decision may be about. */
public sealed interface Input {
    /** From mesh.recovery.requests. */
    record Requested(RecoveryRequest request) implements Input {}

    /** From mesh.targets. */
    record Observed(TargetHealth health) implements Input {}

    /** From mesh.results. */
    record Reported(StepResult result) implements Input {}

    /** From mesh.operator. */
    record Acted(OperatorAction action) implements Input {}

    /** From mesh.trigger.events: a policy wants people to know before it acts. */
    record Warned(TriggerEvent event) implements Input {}

    /** A deadline is due. */
    record Due(Deadline deadline) implements Input {}

    /** The health of all targets is read to the end. */
    record CaughtUp(String group) implements Input {}

    /**
     * A waiting request is looked at again.
     *
     * @param slot where it waits
     * @param cause id of the event that gives reason to
     * @param approvedBy who approved it; null when that is not the reason
     */
    record Released(String slot, String cause, @Nullable String approvedBy) implements Input {}

    /** A place became free in a group: the request that waited longest is looked at again. */
    record SlotFreed(String group, String cause) implements Input {}

    /** The health of a target changed that a step of a recovery of another target waits for. */
    record Awaited(String group, String recoveryId, String target, String cause) implements Input {}
}
