package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Which waiting requests an event gives reason to look at again. */
final class Releases {
    private static final Comparator<Waiting> IN_ORDER =
            Comparator.comparing(Waiting::since).thenComparing(w -> w.request().getId());

    private Releases() {}

    /** All that wait because the state was still being read: stale ones first, then in the order in which they came. */
    static Decision caughtUp(Ledger ledger, String group, Instant now, Predicate<Waiting> isStale) {
        Comparator<Waiting> staleFirst = Comparator.comparing(waiting -> isStale.test(waiting) ? 0 : 1);
        return release(
                ledger,
                group,
                "caught-up",
                now,
                waiting -> waiting.guard().equals("catching-up"),
                staleFirst.thenComparing(IN_ORDER));
    }

    /** All that wait for a free place or for the end of a storm: in order, each decides against the state then. */
    static Decision slotFreed(Ledger ledger, Input.SlotFreed in, Instant now) {
        return release(
                ledger,
                in.group(),
                in.cause(),
                now,
                waiting -> waiting.deferred()
                        || waiting.guard().equals("concurrency")
                        || waiting.guard().equals("fleet"),
                IN_ORDER);
    }

    /** A healthy target needs nothing that still waits; whoever was deferred gets its last word. */
    static Decision onHealth(Ledger ledger, TargetHealth record, Decision decision, Instant now) {
        if (record.getHealth() != HealthStatus.UP) {
            return decision;
        }
        String cause = record.getSignal().getId();
        List<Waiting> waiting = new ArrayList<>();
        ledger.waiting()
                .scan(
                        Waiting.firstOfTarget(record.getGroup(), record.getTarget()),
                        Waiting.afterTarget(record.getGroup(), record.getTarget()),
                        (slot, found) -> waiting.add(found));
        if (waiting.isEmpty()) {
            return decision;
        }
        Draft draft = decision.draftOrNull() == null
                ? new Draft(record.getGroup(), record.getTarget(), "", cause, now)
                : decision.draft();
        waiting.forEach(w -> draft.then(new Input.Released(Waiting.slot(w.request()), cause, null)));
        return Decision.of(draft);
    }

    /** Recoveries of other targets with a step that waits for this health. */
    static Decision awaiting(Ledger ledger, TargetHealth record, Decision decision, Instant now) {
        List<String> recoveries = Evolution.target(ledger, record.getGroup() + "/" + record.getTarget())
                .awaitedBy();
        if (recoveries.isEmpty()) {
            return decision;
        }
        String cause = record.getSignal().getId();
        Draft draft = decision.draftOrNull() == null
                ? new Draft(record.getGroup(), record.getTarget(), "", cause, now)
                : decision.draft();
        recoveries.forEach(id -> draft.then(new Input.Awaited(record.getGroup(), id, record.getTarget(), cause)));
        return Decision.of(draft);
    }

    private static Decision release(
            Ledger ledger,
            String group,
            String cause,
            Instant now,
            Predicate<Waiting> which,
            Comparator<Waiting> order) {
        List<Waiting> found = new ArrayList<>();
        ledger.waiting().scan(Waiting.firstOf(group), Waiting.afterGroup(group), (slot, waiting) -> {
            if (which.test(waiting)) {
                found.add(waiting);
            }
            return true;
        });
        if (found.isEmpty()) {
            return Decision.NOTHING;
        }
        found.sort(order);
        Draft draft = new Draft(group, "*", "", cause, now);
        found.forEach(w -> draft.then(new Input.Released(Waiting.slot(w.request()), cause, null)));
        return Decision.of(draft);
    }
}
