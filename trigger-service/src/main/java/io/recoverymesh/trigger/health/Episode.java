package io.recoverymesh.trigger.health;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import java.time.Instant;

/**
 * One continuous bad period of one target; its ids follow from the target and the time it began.
 *
 * @param flowId of everything that this period causes
 */
public record Episode(String id, String flowId, Instant startedAt) {
    static Episode begin(TargetRef target, Instant at) {
        String time = Long.toString(at.toEpochMilli());
        return new Episode(EventIds.of("episode", target.key(), time), EventIds.readable("f", target.key(), time), at);
    }
}
