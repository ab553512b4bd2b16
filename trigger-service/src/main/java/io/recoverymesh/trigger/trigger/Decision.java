package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one signal, or from the passing of time.
 *
 * @param state the same instance as before where nothing is to be stored
 * @param candidates how many clauses matched the signal
 * @param health to be published; null where health and episode are as before
 * @param events to be published, in order
 * @param requests to be published, in order
 */
public record Decision(
        TargetState state,
        Received received,
        int candidates,
        @Nullable TargetHealth health,
        List<TriggerEvent> events,
        List<RecoveryRequest> requests) {
    public Decision {
        events = List.copyOf(events);
        requests = List.copyOf(requests);
    }

    /** Whether anything is to be stored: whoever changes nothing returns the state that it was given. */
    @SuppressWarnings("ReferenceEquality")
    public boolean changes(TargetState before) {
        return state != before;
    }

    static Decision nothing(TargetState state, Received received) {
        return new Decision(state, received, 0, null, List.of(), List.of());
    }
}
