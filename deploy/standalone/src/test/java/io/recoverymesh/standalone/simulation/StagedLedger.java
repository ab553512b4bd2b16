package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import java.util.List;

/** A ledger with a transaction: all of its changes are kept together, or none. */
record StagedLedger(
        StagedTable<TargetState> targets,
        StagedTable<ServiceState> services,
        StagedTable<GroupState> groups,
        StagedTable<Breaker> breakers,
        StagedTable<KeyState> keys,
        StagedTable<Recovery> recoveries,
        StagedTable<String> plans,
        StagedTable<Waiting> waiting,
        StagedTable<Deadline> deadlines,
        StagedTable<Answered> answered,
        StagedTable<Telling> tellings)
        implements Ledger {

    static StagedLedger over(MemoryLedger ledger) {
        return new StagedLedger(
                new StagedTable<>(ledger.targets()),
                new StagedTable<>(ledger.services()),
                new StagedTable<>(ledger.groups()),
                new StagedTable<>(ledger.breakers()),
                new StagedTable<>(ledger.keys()),
                new StagedTable<>(ledger.recoveries()),
                new StagedTable<>(ledger.plans()),
                new StagedTable<>(ledger.waiting()),
                new StagedTable<>(ledger.deadlines()),
                new StagedTable<>(ledger.answered()),
                new StagedTable<>(ledger.tellings()));
    }

    void commit() {
        all().forEach(StagedTable::commit);
    }

    void rollBack() {
        all().forEach(StagedTable::rollBack);
    }

    private List<StagedTable<?>> all() {
        return List.of(
                targets, services, groups, breakers, keys, recoveries, plans, waiting, deadlines, answered, tellings);
    }
}
