package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.Waiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an input leads to: facts and commands; or nothing, with a reason.
 *
 * @param draftOrNull null when nothing is decided
 * @param dropped why nothing is decided
 * @param lookAgain a waiting request whose state is unchanged, and when its guard says it may change
 */
record Decision(
        @Nullable Draft draftOrNull,
        @Nullable String dropped,
        @Nullable Waiting lookAgain,
        @Nullable Instant at) {
    static final Decision NOTHING = new Decision(null, null, null, null);

    static Decision of(Draft draft) {
        return new Decision(draft, null, null, null);
    }

    static Decision drop(String reason) {
        return new Decision(null, reason, null, null);
    }

    static Decision lookAgain(Waiting waiting, @Nullable Instant at) {
        return new Decision(null, null, waiting, at);
    }

    Draft draft() {
        if (draftOrNull == null) {
            throw new IllegalStateException("Expected a decision with facts, but nothing was decided");
        }
        return draftOrNull;
    }

    /** When a waiting request is looked at again. */
    static Deadline reassessment(Waiting waiting, Instant due) {
        return new Deadline(
                due, Deadline.Kind.REASSESS, waiting.request().getGroup(), Waiting.slot(waiting.request()), 0);
    }
}
