package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Storm;
import io.recoverymesh.schemas.StormEnded;
import java.time.Instant;

/** Watches the share of unhealthy targets while a storm is on: it ends only after it was good without break. */
final class Calm {
    private Calm() {}

    /** The group after its counts changed. */
    static GroupState look(Ledger ledger, String name, GroupState group, Instant at) {
        Storm storm = group.storm();
        if (storm == null) {
            return group;
        }
        boolean good = group.unhealthy() <= GroupState.fleetLimit(group.known(), storm.percent());
        if (good == (storm.calmSince() != null)) {
            return group;
        }
        if (good) {
            Deadline deadline = new Deadline(at.plus(storm.calmFor()), Deadline.Kind.CALM, name, name, 0);
            ledger.deadlines().put(deadline.key(), deadline);
        }
        return group.withStorm(storm.withCalmSince(good ? at : null));
    }

    /** The deadline of a calm has come. */
    static Decision due(String name, String cause, Ledger ledger, Instant now) {
        GroupState group = Evolution.group(ledger, name);
        Storm storm = group.storm();
        Instant calmSince = storm == null ? null : storm.calmSince();
        if (storm == null || calmSince == null || now.isBefore(calmSince.plus(storm.calmFor()))) {
            return Decision.NOTHING;
        }
        Draft draft = new Draft(name, "*", "", cause, now);
        draft.fact(StormEnded.newBuilder()
                .setUnhealthy(group.unhealthy())
                .setKnown(group.known())
                .setLimit(GroupState.fleetLimit(group.known(), storm.percent()))
                .build());
        draft.then(new Input.SlotFreed(name, cause));
        return Decision.of(draft);
    }
}
