package io.recoverymesh.correlation.ledger;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.recovery.Recovery;

/** A ledger in memory: for simulations, replays and what-if questions. */
public record MemoryLedger(
        MemoryTable<TargetState> targets,
        MemoryTable<ServiceState> services,
        MemoryTable<GroupState> groups,
        MemoryTable<Breaker> breakers,
        MemoryTable<KeyState> keys,
        MemoryTable<Recovery> recoveries,
        MemoryTable<String> plans,
        MemoryTable<Waiting> waiting,
        MemoryTable<Deadline> deadlines,
        MemoryTable<Answered> answered,
        MemoryTable<Telling> tellings)
        implements Ledger {

    public MemoryLedger() {
        this(
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>(),
                new MemoryTable<>());
    }
}
