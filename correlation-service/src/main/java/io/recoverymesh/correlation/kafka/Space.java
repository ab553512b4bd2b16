package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Trouble;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;

/**
 * A table's place in the one store of a task: a prefix of the key, and the type of the value. One store, because every
 * store costs files, memory and a changelog per partition.
 */
record Space<V>(char prefix, StateCodec<V> codec) {
    static final Space<TargetState> TARGETS = new Space<>('t', new StateCodec<>(TargetState.class));
    static final Space<ServiceState> SERVICES = new Space<>('s', new StateCodec<>(ServiceState.class));
    static final Space<GroupState> GROUPS = new Space<>('g', new StateCodec<>(GroupState.class));
    static final Space<Breaker> BREAKERS = new Space<>('b', new StateCodec<>(Breaker.class));
    static final Space<KeyState> KEYS = new Space<>('k', new StateCodec<>(KeyState.class));
    static final Space<Recovery> RECOVERIES = new Space<>('r', new StateCodec<>(Recovery.class));
    static final Space<String> PLANS = new Space<>('p', new StateCodec<>(String.class));
    static final Space<Waiting> WAITING = new Space<>('w', new StateCodec<>(Waiting.class));
    static final Space<Deadline> DEADLINES = new Space<>('d', new StateCodec<>(Deadline.class));
    static final Space<Answered> ANSWERED = new Space<>('a', new StateCodec<>(Answered.class));
    static final Space<Telling> TELLINGS = new Space<>('n', new StateCodec<>(Telling.class));
    static final Space<Trouble> TROUBLED = new Space<>('u', new StateCodec<>(Trouble.class));

    String stored(String key) {
        return prefix + key;
    }

    String key(String stored) {
        return stored.substring(1);
    }
}
