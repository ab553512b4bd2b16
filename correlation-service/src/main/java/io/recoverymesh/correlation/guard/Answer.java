package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a guard says. */
public sealed interface Answer {
    /**
     * Nothing against it.
     *
     * @param because what was looked at, one sentence
     */
    record Allow(String because) implements Answer {}

    /**
     * Not now, or not at all.
     *
     * @param verdict never ADMITTED
     * @param reason expected …, but …
     * @param until when it would look again; null when that depends on something else
     * @param blockedBy what stands in the way
     * @param recoveryId for JOINED and DUPLICATE
     * @param outcome for DUPLICATE
     * @param escalate who decides next; null when nobody else has to
     */
    record Refuse(
            Verdict verdict,
            String reason,
            @Nullable Instant until,
            @Nullable String blockedBy,
            @Nullable String recoveryId,
            @Nullable Outcome outcome,
            @Nullable EscalationLevel escalate)
            implements Answer {

        /** Final: it does not wait. */
        static Refuse lasting(Verdict verdict, String reason) {
            return new Refuse(verdict, reason, null, null, null, null, null);
        }

        /** Looked at again by itself, when {@code until} has come or something changes. */
        static Refuse passing(Verdict verdict, String reason, @Nullable Instant until, @Nullable String blockedBy) {
            return new Refuse(verdict, reason, until, blockedBy, null, null, null);
        }

        /** Answered by another recovery. */
        static Refuse answeredBy(
                Verdict verdict, String reason, @Nullable String recoveryId, @Nullable Outcome outcome) {
            return new Refuse(verdict, reason, null, recoveryId, recoveryId, outcome, null);
        }

        Refuse escalating(EscalationLevel level) {
            return new Refuse(verdict, reason, until, blockedBy, recoveryId, outcome, level);
        }
    }
}
