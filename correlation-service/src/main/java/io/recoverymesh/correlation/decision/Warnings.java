package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.schemas.TriggerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A policy wants people to know of a trouble before it acts on it. */
final class Warnings {
    /** An older warning helps nobody. */
    private static final Duration OLDEST = Duration.ofMinutes(15);

    private Warnings() {}

    static Decision warned(TriggerEvent event, Ledger ledger, Instant now) {
        String key = Answered.key(event);
        if (ledger.answered().get(key) != null) {
            return Decision.drop("warning " + event.getId() + " was passed on");
        }
        if (event.getAt().isBefore(now.minus(OLDEST))) {
            return Decision.drop("warning " + event.getId() + " is older than " + OLDEST);
        }
        ObservedHealth health = Evolution.target(ledger, event.getGroup() + "/" + event.getTarget())
                .health();
        if (health.isUp() && health.changedAt().isAfter(event.getAt())) {
            return Decision.drop("warning " + event.getId() + ": the target is healthy again");
        }
        String flow = event.getFlowId();
        Draft draft = new Draft(event.getGroup(), event.getTarget(), flow == null ? "" : flow, event.getId(), now)
                .about(null, event.getPolicy())
                .answering(key);
        String whom = event.getNotify();
        Instant until = event.getUntil();
        draft.tell(new Message(
                whom == null ? List.of() : List.of(whom),
                event.getPolicy() + " warns",
                event.getReason(),
                until == null
                        ? event.getPolicy() + " is asked for if it goes on"
                        : event.getPolicy() + " is asked for at " + until + " if it goes on until then",
                event.getSignal().getSeverity()));
        return Decision.of(draft);
    }
}
