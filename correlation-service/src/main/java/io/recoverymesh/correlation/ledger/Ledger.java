package io.recoverymesh.correlation.ledger;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.recovery.Recovery;

/** All tables of the groups of one partition. Keys are told at each table. */
public interface Ledger {
    /** By group/target. */
    Table<TargetState> targets();

    /** By group/service. */
    Table<ServiceState> services();

    /** By group. */
    Table<GroupState> groups();

    /** By group/service|policy. */
    Table<Breaker> breakers();

    /** By idempotency key. */
    Table<KeyState> keys();

    /** By recovery id. */
    Table<Recovery> recoveries();

    /** Policy documents of recoveries, canonical JSON by version. */
    Table<String> plans();

    /** Requests that wait to be looked at again, by {@link Waiting#slot}. */
    Table<Waiting> waiting();

    /** By {@link Deadline#key()}: ordered by due time. */
    Table<Deadline> deadlines();

    /** Requests that have their verdict, by {@link Answered#key}. */
    Table<Answered> answered();

    /** What people are being told, by {@link Telling#key}. */
    Table<Telling> tellings();
}
