package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a candidate.
 *
 * @param reason one sentence: expected …, but …
 * @param until when a hold is due, or a count window ends
 * @param whom to tell; null where nobody is told
 */
record Note(
        TriggerEventKind kind,
        ClauseKey clause,
        String policyVersion,
        @Nullable Episode episode,
        SignalSummary signal,
        String reason,
        @Nullable Instant until,
        @Nullable String whom) {

    static Note of(TriggerEventKind kind, Clause clause, SignalSummary signal, String reason) {
        return new Note(kind, ClauseKey.of(clause), clause.policy().version(), null, signal, reason, null, null);
    }

    Note in(@Nullable Episode open) {
        return new Note(kind, clause, policyVersion, open, signal, reason, until, whom);
    }

    Note until(@Nullable Instant moment) {
        return new Note(kind, clause, policyVersion, episode, signal, reason, moment, whom);
    }

    Note tell(String someone) {
        return new Note(kind, clause, policyVersion, episode, signal, reason, until, someone);
    }

    /** The same for all signals that are passed over for the same cause. */
    long sameness() {
        return sameness(kind, clause);
    }

    /** Two of 32 that are taken for the same by chance cost a sentence, no more: it need not be a digest. */
    static long sameness(TriggerEventKind kind, ClauseKey clause) {
        return ((long) clause.policy().hashCode() << 32)
                ^ (31L * clause.index() + kind.name().hashCode());
    }
}
