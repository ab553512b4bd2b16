package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.catalogue.Clause;

/** A trigger whatever the version of its policy: policy name and index in its {@code on} list. */
public record ClauseKey(String policy, int index) implements Comparable<ClauseKey> {
    static ClauseKey of(Clause clause) {
        return new ClauseKey(clause.policy().name(), clause.index());
    }

    /** Under what name it waits for a heartbeat. */
    String waiting() {
        return policy + "/" + index;
    }

    @Override
    public int compareTo(ClauseKey other) {
        int byPolicy = policy.compareTo(other.policy);
        return byPolicy == 0 ? Integer.compare(index, other.index) : byPolicy;
    }
}
