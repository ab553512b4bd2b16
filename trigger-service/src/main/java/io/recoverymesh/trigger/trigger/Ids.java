package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.TriggerEventKind;

/** Ids of what the trigger makes, all derived from their causes. */
final class Ids {
    private Ids() {}

    /** The same bad period of a target always gives a policy the same key. */
    static String key(String policy, TargetRef target, String episode) {
        return EventIds.of("key", policy, target.key(), episode);
    }

    static String request(String policy, String key, String signalId) {
        return EventIds.of("request", policy, key, signalId);
    }

    static String event(TriggerEventKind kind, ClauseKey clause, TargetRef target, String signalId) {
        return EventIds.of(
                "trigger", kind.name(), clause.policy(), Integer.toString(clause.index()), target.key(), signalId);
    }

    static long hash(String signalId) {
        return EventIds.seed("signal", signalId);
    }
}
