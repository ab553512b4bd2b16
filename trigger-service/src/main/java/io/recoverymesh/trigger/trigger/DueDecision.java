package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One decision about the passing of time. */
final class DueDecision {
    private static final String SELF = "trigger-service";

    private final TargetState before;
    private final TargetRef target;
    private final Instant now;
    private final Outputs outputs;
    private final Working working;

    DueDecision(TargetState before, TargetRef target, Instant now) {
        this.before = before;
        this.target = target;
        this.now = now;
        this.outputs = new Outputs(target, now);
        this.working = new Working(before, outputs);
    }

    Decision decide(Catalogue catalogue) {
        expireAnomalies();
        for (ClauseKey key : working.keys()) {
            ClauseState state = working.get(key);
            if (state instanceof Counting counting && !counting.forgetAt().isAfter(now)) {
                working.remove(key);
            } else if (state instanceof Holding holding && !holding.until().isAfter(now)) {
                holdIsOver(key, holding, catalogue);
            }
        }
        TargetState after = working.state();
        return outputs.with(after, after.equals(before) ? Received.UNCHANGED : Received.APPLIED, 0);
    }

    private void expireAnomalies() {
        Vitals vitals = working.vitals();
        Vitals rest = HealthFold.expired(vitals, target, now);
        if (rest.equals(vitals)) {
            return;
        }
        List<SignalSummary> ended = vitals.anomalies().entrySet().stream()
                .filter(open -> !rest.anomalies().containsKey(open.getKey()))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Vitals.OpenAnomaly::lastSeen)))
                .map(open -> expiry(open.getKey(), open.getValue().lastSeen()))
                .toList();
        ended.forEach(signal -> working.release("anomaly:" + signal.getName(), Set.of(), signal));
        working.enter(rest, ended.getLast());
    }

    private SignalSummary expiry(String metric, Instant lastSeen) {
        return SignalSummary.newBuilder()
                .setId(EventIds.of("expiry", target.key(), metric, lastSeen.toString()))
                .setKind(SignalKind.ANOMALY)
                .setName(metric)
                .setState("RESOLVED")
                .setObservedAt(lastSeen.plus(HealthFold.ANOMALY_LASTS))
                .setSource(SELF)
                .setReason("not repeated since " + lastSeen)
                .build();
    }

    private void holdIsOver(ClauseKey key, Holding holding, Catalogue catalogue) {
        Clause clause = catalogue.clause(key.policy(), key.index());
        Episode episode = working.vitals().episode();
        SignalSummary signal = holding.signal();
        if (clause == null) {
            working.cancel(key, holding, signal, "the policy no longer declares this trigger");
        } else if (!clause.concerns(signal, target) || !(clause.where(signal, target) instanceof Condition.Match)) {
            working.cancel(key, holding, signal, "the policy was changed and no longer matches");
        } else if (episode == null || !working.vitals().isBad()) {
            working.cancel(
                    key, holding, signal, "the target is " + working.vitals().health());
        } else {
            fire(clause, key, holding, episode);
        }
    }

    private void fire(Clause clause, ClauseKey key, Holding holding, Episode episode) {
        Instant oldest = now.minus(clause.policy().guard().maxEventAge());
        if (holding.eventTime().isBefore(oldest)) {
            working.remove(key);
            note(
                    TriggerEventKind.EXPIRED,
                    clause,
                    holding,
                    "Expected to act on it after " + oldest + ", but it was complete at " + holding.eventTime());
            return;
        }
        note(TriggerEventKind.FIRED, clause, holding, "The condition lasted until " + holding.until());
        outputs.request(clause, episode, holding.signal(), holding.eventTime());
        working.put(
                key,
                new Fired(
                        episode.id(),
                        holding.until(),
                        List.of(Ids.hash(holding.signal().getId()))));
    }

    private void note(TriggerEventKind kind, Clause clause, Holding holding, String reason) {
        outputs.event(
                kind,
                ClauseKey.of(clause),
                clause.policy().version(),
                working.vitals().episode(),
                holding.signal(),
                reason,
                holding.until());
    }
}
