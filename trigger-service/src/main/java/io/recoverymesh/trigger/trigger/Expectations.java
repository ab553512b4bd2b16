package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.catalogue.Expectation;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Heartbeats that are waited for though none ever came. */
final class Expectations {
    /** When one was heard that never was. */
    static final Instant NEVER = Instant.EPOCH;

    private Expectations() {}

    /** A target from the moment on in which it is known that it is expected; unchanged where that was known. */
    static TargetState begin(TargetState state, Clause clause, Instant now) {
        ClauseKey key = ClauseKey.of(clause);
        if (state.clauses().containsKey(key) || state.clauses().size() >= TargetState.MAX_CLAUSES) {
            return state;
        }
        Map<ClauseKey, ClauseState> clauses = new TreeMap<>(state.clauses());
        clauses.put(key, Heartbeats.start(clause, NEVER, now));
        return new TargetState(state.vitals(), clauses, state.told(), state.heardAt());
    }

    /** Everything of the catalogue that expects this target. */
    static TargetState begin(TargetState state, TargetRef target, Catalogue catalogue, Instant now) {
        TargetState begun = state;
        for (Expectation expectation : catalogue.expectedOf(target)) {
            begun = begin(begun, expectation.clause(), now);
        }
        return begun;
    }

    /** Whether a clause still waits for a target of which it never heard. */
    static boolean isExpected(Clause clause, TargetRef target, Catalogue catalogue) {
        ClauseKey key = ClauseKey.of(clause);
        return catalogue.expectedOf(target).stream()
                .anyMatch(expectation -> ClauseKey.of(expectation.clause()).equals(key));
    }

    /** Since when nothing came, in words. */
    static String since(Instant heardAt) {
        return heardAt.equals(NEVER) ? "it is expected" : heardAt.toString();
    }

    /** What is missed, in words. */
    static String missed(String what, Listening listening, Clause clause) {
        Duration waited = clause.trigger().holdFor();
        String never = "No " + what + " ever came, and it is expected since "
                + listening.until().minus(waited);
        return (listening.heardAt().equals(NEVER) ? never : "No " + what + " came since " + listening.heardAt())
                + ", for " + Durations.format(waited);
    }
}
