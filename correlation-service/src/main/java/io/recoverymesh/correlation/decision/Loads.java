package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.schemas.GroupLoad;
import java.time.Instant;

/** What other groups must know of one group. */
public final class Loads {
    private Loads() {}

    /** Whether others need not be told. */
    static boolean isSame(GroupState before, GroupState after) {
        return before.active() == after.active()
                && (before.storm() == null) == (after.storm() == null)
                && (before.paused() == null) == (after.paused() == null);
    }

    /** The record for mesh.groups. */
    public static GroupLoad of(String name, GroupState group, Instant at) {
        return GroupLoad.newBuilder()
                .setGroup(name)
                .setActive(group.active())
                .setUnhealthy(group.unhealthy())
                .setKnown(group.known())
                .setStorm(group.storm() != null)
                .setPaused(group.paused() != null)
                .setPausedBy(group.paused() == null ? null : group.paused().toString())
                .setChangedAt(at)
                .build();
    }
}
