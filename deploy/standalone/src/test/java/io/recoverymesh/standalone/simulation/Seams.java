package io.recoverymesh.standalone.simulation;

import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.MemoryLedger;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.StepResult;
import java.time.Instant;

/** Where a test may break things on purpose, without the cores knowing. As it stands, nothing is broken. */
interface Seams {
    Seams SOUND = new Seams() {};

    /** The ledger that correlation reads and writes. */
    default Ledger ledger(Ledger ledger) {
        return ledger;
    }

    /** A request as correlation reads it. */
    default RecoveryRequest request(RecoveryRequest request, Instant now) {
        return request;
    }

    /** A result as correlation reads it. */
    default StepResult result(StepResult result, Ledger ledger) {
        return result;
    }

    /** What a restart does to the restored state. */
    default void restored(MemoryLedger ledger) {}

    /** Whether handlers see commands of transactions that were rolled back. */
    default boolean readsUncommitted() {
        return false;
    }

    /** Whether a handler acts before its start is committed. */
    default boolean actsBeforeItsStart() {
        return false;
    }
}
