package io.recoverymesh.trigger.kafka;

import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.trigger.Received;

/** Told what happens, for metrics; called on the threads that process, so it must be quick and must not throw. */
public interface TriggerObserver {
    /** Sees nothing. */
    TriggerObserver NONE = new TriggerObserver() {};

    default void signal(SignalKind kind, Received received) {}

    default void candidates(int count) {}

    default void requested() {}

    default void event(TriggerEventKind kind) {}

    default void deadLetter(String topic) {}

    default void rerouted() {}
}
