package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.catalogue.Clause;
import java.util.Comparator;

/** A trigger whatever the version of its policy: policy name and index in its {@code on} list. */
public record ClauseKey(String policy, int index) implements Comparable<ClauseKey> {
    private static final Comparator<ClauseKey> ORDER =
            Comparator.comparing(ClauseKey::policy).thenComparingInt(ClauseKey::index);

    static ClauseKey of(Clause clause) {
        return new ClauseKey(clause.policy().name(), clause.index());
    }

    /** Under what name it waits for a heartbeat. */
    String waiting() {
        return policy + "/" + index;
    }

    @Override
    public int compareTo(ClauseKey other) {
        return ORDER.compare(this, other);
    }
}
