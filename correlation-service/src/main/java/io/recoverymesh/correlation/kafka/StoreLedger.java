package io.recoverymesh.correlation.kafka;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Telling;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** The ledger of one task, in one store. */
record StoreLedger(
        StoreTable<TargetState> targets,
        StoreTable<ServiceState> services,
        StoreTable<GroupState> groups,
        StoreTable<Breaker> breakers,
        StoreTable<KeyState> keys,
        StoreTable<Recovery> recoveries,
        StoreTable<String> plans,
        StoreTable<Waiting> waiting,
        StoreTable<Deadline> deadlines,
        StoreTable<Answered> answered,
        StoreTable<Telling> tellings,
        TroubleIndex troubled)
        implements Ledger {

    static StoreLedger over(KeyValueStore<String, byte[]> store) {
        StoreTable<TargetState> targets = new StoreTable<>(Space.TARGETS, store);
        return new StoreLedger(
                targets,
                new StoreTable<>(Space.SERVICES, store),
                new StoreTable<>(Space.GROUPS, store),
                new StoreTable<>(Space.BREAKERS, store),
                new StoreTable<>(Space.KEYS, store),
                new StoreTable<>(Space.RECOVERIES, store),
                new StoreTable<>(Space.PLANS, store),
                new StoreTable<>(Space.WAITING, store),
                new StoreTable<>(Space.DEADLINES, store),
                new StoreTable<>(Space.ANSWERED, store),
                new StoreTable<>(Space.TELLINGS, store),
                new TroubleIndex(targets, new StoreTable<>(Space.TROUBLED, store)));
    }

    void flush() {
        troubled.follow();
        all().forEach(StoreTable::flush);
    }

    void discard() {
        all().forEach(StoreTable::discard);
    }

    private List<StoreTable<?>> all() {
        return List.of(
                targets,
                services,
                groups,
                breakers,
                keys,
                recoveries,
                plans,
                waiting,
                deadlines,
                answered,
                tellings,
                troubled.table());
    }
}
