package io.recoverymesh.trigger.trigger;

import static io.recoverymesh.trigger.trigger.TriggerCore.FUTURE_TOLERANCE;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.Folded;
import io.recoverymesh.trigger.health.Reception;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Counting.Seen;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One decision about one signal. */
final class SignalDecision {
    private static final int MAX_COUNT = 200;

    private final Signal signal;
    private final SignalSummary summary;
    private final Instant now;
    private final Outputs outputs;
    private final Working working;
    private final TargetState before;

    SignalDecision(TargetState before, Signal signal, Instant now) {
        this.before = before;
        this.signal = signal;
        this.summary = signal.summary();
        this.now = now;
        this.outputs = new Outputs(signal.target(), now);
        this.working = new Working(before, outputs);
    }

    Decision future(List<Clause> concerned) {
        List<Clause> matching = matching(concerned);
        String reason = "Expected a time not more than " + Durations.format(FUTURE_TOLERANCE) + " ahead, but it is "
                + signal.latestTime();
        matching.forEach(clause -> note(TriggerEventKind.FUTURE, clause, reason, null));
        return outputs.with(before, Received.FUTURE, matching.size());
    }

    Decision current(Folded folded, Received received, List<Clause> concerned) {
        List<Clause> matching = matching(concerned);
        if (folded.reception() == Reception.CURRENT) {
            Set<ClauseKey> keys = matching.stream().map(ClauseKey::of).collect(Collectors.toSet());
            working.release(signal.cause(), keys, summary);
        }
        working.enter(folded.vitals(), summary);
        matching.forEach(clause -> consider(clause, folded.reception()));
        return outputs.with(working.state(), received, matching.size());
    }

    private List<Clause> matching(List<Clause> concerned) {
        List<Clause> matching = new ArrayList<>(concerned.size());
        for (Clause clause : concerned) {
            switch (clause.where(summary, signal.target())) {
                case Condition.Match match -> matching.add(clause);
                case Condition.NoMatch noMatch -> {}
                case Condition.Undecided undecided ->
                    note(
                            TriggerEventKind.CONDITION_FAILED,
                            clause,
                            "Expected '" + clause.where() + "' to be true or false, but " + undecided.reason(),
                            null);
            }
        }
        return matching;
    }

    private void consider(Clause clause, Reception reception) {
        Instant oldest = now.minus(clause.policy().guard().maxEventAge());
        if (summary.getObservedAt().isBefore(oldest)) {
            note(
                    TriggerEventKind.EXPIRED,
                    clause,
                    "Expected a signal observed after " + oldest + ", but it was observed at "
                            + summary.getObservedAt(),
                    null);
            return;
        }
        switch (reception) {
            case CURRENT -> advance(clause);
            case OUTDATED -> note(TriggerEventKind.STALE, clause, "Expected news, but later news came before", null);
            case STALE ->
                note(
                        TriggerEventKind.STALE,
                        clause,
                        "Expected an alert that began after its last resolution, but it began before",
                        null);
        }
    }

    private void advance(Clause clause) {
        Episode episode = working.vitals().episode();
        if (episode == null) {
            String reason = "Expected an unhealthy target, but it is "
                    + working.vitals().health();
            note(TriggerEventKind.REJECTED, clause, reason, null);
            return;
        }
        ClauseKey key = ClauseKey.of(clause);
        switch (working.get(key)) {
            case null -> begin(clause, key, episode);
            case Counting counting -> count(clause, key, episode, counting);
            case Holding holding -> working.put(key, holding.plus(signal.cause()));
            case Fired fired -> again(clause, key, episode, fired);
        }
    }

    private void begin(Clause clause, ClauseKey key, Episode episode) {
        if (clause.trigger().count() > 1) {
            count(clause, key, episode, new Counting(List.of(), now));
        } else {
            satisfied(clause, key, episode);
        }
    }

    private void count(Clause clause, ClauseKey key, Episode episode, Counting counting) {
        long id = Ids.hash(summary.getId());
        if (counting.has(id)) {
            return;
        }
        Trigger trigger = clause.trigger();
        int needed = Math.min(trigger.count(), MAX_COUNT);
        Counting more = counting.plus(
                new Seen(summary.getObservedAt(), id),
                trigger.within(),
                needed,
                clause.policy().guard().maxEventAge());
        if (!more.has(id)) {
            return;
        }
        String progress = more.seen().size() + " of " + needed + " within " + Durations.format(trigger.within());
        if (more.seen().size() < needed) {
            Instant until = more.seen().getFirst().at().plus(trigger.within());
            keep(
                    clause,
                    key,
                    more,
                    TriggerEventKind.COUNTED,
                    "Expected more matching signals, but saw " + progress,
                    until);
            return;
        }
        working.remove(key);
        if (trigger.holdFor().isZero()) {
            note(TriggerEventKind.FIRED, clause, "Matching signals: " + progress, null);
        }
        satisfied(clause, key, episode);
    }

    private void satisfied(Clause clause, ClauseKey key, Episode episode) {
        Duration holdFor = clause.trigger().holdFor();
        if (holdFor.isZero()) {
            outputs.request(clause, episode, summary, summary.getObservedAt());
            working.put(key, new Fired(episode.id(), Instant.EPOCH, List.of(Ids.hash(summary.getId()))));
            return;
        }
        Instant until = now.plus(holdFor);
        Holding holding = new Holding(
                until,
                summary.getObservedAt().plus(holdFor),
                SignalLimits.kept(summary),
                clause.policy().version(),
                Set.of(signal.cause()));
        keep(
                clause,
                key,
                holding,
                TriggerEventKind.HOLD_STARTED,
                "Expected the condition to last " + Durations.format(holdFor) + ", but it has just begun",
                until);
    }

    private void again(Clause clause, ClauseKey key, Episode episode, Fired fired) {
        long id = Ids.hash(summary.getId());
        if (!fired.episode().equals(episode.id())) {
            begin(clause, key, episode);
        } else if (!fired.answers(summary.getObservedAt(), id)) {
            outputs.request(clause, episode, summary, summary.getObservedAt());
            working.put(key, fired.plus(id));
        }
    }

    private void keep(
            Clause clause, ClauseKey key, ClauseState state, TriggerEventKind kind, String reason, Instant until) {
        if (working.put(key, state)) {
            note(kind, clause, reason, until);
        } else {
            note(
                    TriggerEventKind.REJECTED,
                    clause,
                    "Expected at most " + TargetState.MAX_CLAUSES + " triggers at work for one target, but this is"
                            + " one more",
                    null);
        }
    }

    private void note(TriggerEventKind kind, Clause clause, String reason, @Nullable Instant until) {
        outputs.event(
                kind,
                ClauseKey.of(clause),
                clause.policy().version(),
                working.vitals().episode(),
                summary,
                reason,
                until);
    }
}
