package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;

/** A ledger that writes no idempotency records. */
record ForgetfulLedger(Ledger ledger) implements Ledger {
    @Override
    public Table<KeyState> keys() {
        return new BrokenTable<>(ledger.keys());
    }

    @Override
    public Table<TargetState> targets() {
        return ledger.targets();
    }

    @Override
    public Table<ServiceState> services() {
        return ledger.services();
    }

    @Override
    public Table<GroupState> groups() {
        return ledger.groups();
    }

    @Override
    public Table<Breaker> breakers() {
        return ledger.breakers();
    }

    @Override
    public Table<Recovery> recoveries() {
        return ledger.recoveries();
    }

    @Override
    public Table<String> plans() {
        return ledger.plans();
    }

    @Override
    public Table<Waiting> waiting() {
        return ledger.waiting();
    }

    @Override
    public Table<Deadline> deadlines() {
        return ledger.deadlines();
    }

    @Override
    public Table<Answered> answered() {
        return ledger.answered();
    }

    @Override
    public Table<Telling> tellings() {
        return ledger.tellings();
    }
}
