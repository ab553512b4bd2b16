package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * What an input leads to: facts and commands; or nothing, with a reason.
 *
 * @param draftOrNull null when nothing is decided
 * @param dropped why nothing is decided
 * @param keptWaiting a request that goes on waiting, without a new verdict
 * @param forgotten slot of a request that has its verdict and is not looked at again
 */
record Decision(
        @Nullable Draft draftOrNull,
        @Nullable String dropped,
        @Nullable Waiting keptWaiting,
        @Nullable String forgotten) {
    static final Decision NOTHING = new Decision(null, null, null, null);

    static Decision of(Draft draft) {
        return new Decision(draft, null, null, null);
    }

    static Decision drop(String reason) {
        return new Decision(null, reason, null, null);
    }

    static Decision keepWaiting(Waiting waiting) {
        return new Decision(null, null, waiting, null);
    }

    static Decision forget(Waiting waiting, String reason) {
        return new Decision(null, reason, null, Waiting.slot(waiting.request()));
    }

    Draft draft() {
        if (draftOrNull == null) {
            throw new IllegalStateException("Expected a decision with facts, but nothing was decided");
        }
        return draftOrNull;
    }
}
