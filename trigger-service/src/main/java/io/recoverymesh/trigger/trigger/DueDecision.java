package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.health.Vitals.Silence;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One decision about the passing of time. */
final class DueDecision {
    private final TargetState before;
    private final TargetRef target;
    private final Instant now;
    private final Catalogue catalogue;
    private final Outputs outputs;
    private final Working working;

    DueDecision(TargetState before, TargetRef target, Catalogue catalogue, Instant now) {
        this.before = before;
        this.target = target;
        this.now = now;
        this.catalogue = catalogue;
        this.outputs = new Outputs(target, now);
        this.working = new Working(before, outputs);
    }

    Decision decide() {
        expireAnomalies();
        steady();
        for (ClauseKey key : working.keys()) {
            switch (working.get(key)) {
                case Counting counting -> forget(key, counting.forgetAt());
                case Holding holding -> hold(key, holding);
                case Listening listening -> listen(key, listening);
                case Missing missing -> check(key, missing);
                case Fired fired -> {}
                case Gathering gathering -> {}
                case null -> {}
            }
        }
        TargetState after = working.state();
        return outputs.with(after, after.equals(before) ? Received.UNCHANGED : Received.APPLIED, 0);
    }

    /** Nothing was heard for days: nobody knows how it is, and nothing is kept. */
    Decision forget() {
        Vitals vitals = before.vitals();
        HealthStatus health = vitals.health();
        if (health != null && health != HealthStatus.UNKNOWN) {
            SignalSummary signal = Expiry.ofTarget(target, before.heardAt(), now);
            working.enter(HealthFold.lost(vitals, now), signal);
        }
        return outputs.with(Expectations.begin(TargetState.NEW, target, catalogue, now), Received.APPLIED, 0);
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
                .map(open ->
                        Expiry.ofAnomaly(target, open.getKey(), open.getValue().lastSeen()))
                .toList();
        ended.forEach(signal -> working.release("anomaly:" + signal.getName(), Map.of(), signal));
        working.enter(rest, ended.getLast());
    }

    private void steady() {
        Vitals steadied = HealthFold.steadied(working.vitals(), now);
        if (!steadied.equals(working.vitals())) {
            working.enter(steadied, Expiry.ofFlapping(target, working.vitals(), now));
        }
    }

    private void forget(ClauseKey key, Instant at) {
        if (!at.isAfter(now)) {
            working.remove(key);
        }
    }

    private void hold(ClauseKey key, Holding holding) {
        if (holding.nextDue().isAfter(now)) {
            return;
        }
        Clause clause = stillMatching(key, holding);
        if (clause == null) {
            return;
        }
        Holding rest = warn(clause, key, holding);
        if (!holding.until().isAfter(now)) {
            fire(clause, key, rest);
        }
    }

    /** Null, and the hold is cancelled, where it is not what the policy wants any more. */
    private @Nullable Clause stillMatching(ClauseKey key, Holding holding) {
        SignalSummary signal = holding.signal();
        List<Clause> clauses = catalogue.clauses(key.policy(), key.index());
        if (clauses.isEmpty()) {
            working.cancel(key, holding, signal, "the policy no longer declares this trigger");
            return null;
        }
        if (working.vitals().episode() == null || !working.vitals().isBad()) {
            working.cancel(
                    key, holding, signal, "the target is " + working.vitals().health());
            return null;
        }
        Clause first = clauses.getFirst();
        boolean same = first.policy().version().equals(holding.policyVersion())
                || clauses.stream().anyMatch(clause -> Matching.is(clause, signal, target));
        if (!same) {
            working.cancel(key, holding, signal, "the policy was changed and no longer matches");
            return null;
        }
        return first;
    }

    private Holding warn(Clause clause, ClauseKey key, Holding holding) {
        Trigger.Warning warning = clause.trigger().warn();
        if (holding.warnAt() == null || holding.warnAt().isAfter(now)) {
            return holding;
        }
        if (warning != null) {
            String lasted =
                    "The condition lasted " + Durations.format(warning.after()) + "; it acts at " + holding.until();
            outputs.event(note(TriggerEventKind.WARNED, clause, holding.signal(), lasted)
                    .until(holding.until())
                    .tell(warning.whom()));
        }
        Holding warned = holding.warned();
        working.put(key, warned);
        return warned;
    }

    private void fire(Clause clause, ClauseKey key, Holding holding) {
        Instant oldest = now.minus(clause.policy().guard().maxEventAge());
        if (holding.eventTime().isBefore(oldest)) {
            working.remove(key);
            outputs.event(note(
                            TriggerEventKind.EXPIRED,
                            clause,
                            holding.signal(),
                            "Expected to act on it after " + oldest + ", but it was complete at " + holding.eventTime())
                    .until(holding.until()));
            return;
        }
        Episode episode = working.vitals().episode();
        if (episode != null) {
            outputs.event(note(
                            TriggerEventKind.FIRED,
                            clause,
                            holding.signal(),
                            "The condition lasted until " + holding.until())
                    .until(holding.until()));
            outputs.request(clause, episode, holding.signal(), holding.eventTime());
            working.put(
                    key,
                    new Fired(
                            episode.id(),
                            holding.until(),
                            List.of(Ids.hash(holding.signal().getId()))));
        }
    }

    private void listen(ClauseKey key, Listening listening) {
        if (listening.nextDue().isAfter(now)) {
            return;
        }
        Clause clause = waiting(key, listening.heardAt());
        if (clause == null) {
            working.remove(key);
        } else if (listening.nextDue().plus(Heartbeats.OUR_PAUSE).isBefore(now)) {
            working.put(key, Heartbeats.start(clause, listening.heardAt(), now));
        } else if (listening.until().isAfter(now)) {
            warn(clause, key, listening);
        } else {
            miss(clause, key, listening);
        }
    }

    private void warn(Clause clause, ClauseKey key, Listening listening) {
        Trigger.Warning warning = clause.trigger().warn();
        working.put(key, listening.warned());
        if (warning != null) {
            String what = Heartbeats.what(clause);
            outputs.event(note(
                            TriggerEventKind.WARNED,
                            clause,
                            Expiry.ofHeartbeat(target, key, what, listening.heardAt(), now),
                            "No " + what + " since " + Expectations.since(listening.heardAt()) + "; it acts at "
                                    + listening.until())
                    .until(listening.until())
                    .tell(warning.whom()));
        }
    }

    private void miss(Clause clause, ClauseKey key, Listening listening) {
        String what = Heartbeats.what(clause);
        SignalSummary signal = Expiry.ofHeartbeat(target, key, what, listening.heardAt(), listening.until());
        Silence silence = new Silence(what, listening.until());
        working.enter(HealthFold.silent(working.vitals(), target, key.waiting(), silence, now), signal);
        working.put(key, new Missing(listening.heardAt(), now.plus(Heartbeats.CHECK_EVERY)));
        Episode episode = working.vitals().episode();
        if (episode != null) {
            String reason = Expectations.missed(what, listening, clause);
            outputs.event(note(TriggerEventKind.FIRED, clause, signal, reason));
            outputs.request(clause, episode, signal, listening.until());
        }
    }

    private void check(ClauseKey key, Missing missing) {
        if (missing.checkAt().isAfter(now)) {
            return;
        }
        if (waiting(key, missing.heardAt()) == null) {
            SignalSummary signal = Expiry.ofHeartbeat(target, key, "trigger any more", missing.heardAt(), now);
            working.remove(key);
            working.enter(HealthFold.heard(working.vitals(), target, key.waiting(), now, now), signal);
        } else {
            working.put(key, new Missing(missing.heardAt(), now.plus(Heartbeats.CHECK_EVERY)));
        }
    }

    /** The clause that waits for heartbeats of this target; null where the policy declares none. */
    private @Nullable Clause waiting(ClauseKey key, Instant heardAt) {
        return catalogue.clauses(key.policy(), key.index()).stream()
                .filter(clause -> clause.trigger().shape() == Shape.ABSENT
                        && clause.isAbout(target)
                        && (!heardAt.equals(Expectations.NEVER) || Expectations.isExpected(clause, target, catalogue)))
                .findFirst()
                .orElse(null);
    }

    private Note note(TriggerEventKind kind, Clause clause, SignalSummary signal, String reason) {
        return Note.of(kind, clause, signal, reason).in(working.vitals().episode());
    }
}
