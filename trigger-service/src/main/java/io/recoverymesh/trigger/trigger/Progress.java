package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalLimits;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Counting.Seen;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far a trigger has come: one of several, counted, held, fired. */
final class Progress {
    static final String TOO_MANY =
            "Expected at most " + TargetState.MAX_CLAUSES + " triggers at work for one target, but this is one more";
    private static final int MAX_COUNT = 200;

    private final Signal signal;
    private final SignalSummary summary;
    private final Instant now;
    private final Outputs outputs;
    private final Working working;
    private final boolean caughtUp;

    Progress(Signal signal, Instant now, Outputs outputs, Working working, boolean caughtUp) {
        this.signal = signal;
        this.summary = signal.summary();
        this.now = now;
        this.outputs = outputs;
        this.working = working;
        this.caughtUp = caughtUp;
    }

    /** Which of several parts a clause stands for, where each is needed; else all stand for one. */
    static int partOf(Clause clause) {
        return clause.trigger().shape() == Shape.ALL ? clause.part() : 0;
    }

    /** The signal matches the clause and tells how things stand now. */
    void advance(Clause clause) {
        Episode episode = working.vitals().episode();
        if (episode == null) {
            String reason = "Expected an unhealthy target, but it is "
                    + working.vitals().health();
            working.passOver(Note.of(TriggerEventKind.REJECTED, clause, summary, reason), now);
            return;
        }
        ClauseKey key = ClauseKey.of(clause);
        switch (working.get(key)) {
            case Holding holding -> working.put(key, holding.plus(support(clause)));
            case Fired fired -> again(clause, key, episode, fired);
            case null -> begin(clause, key, episode);
            case Counting counting -> count(clause, key, episode, counting);
            case Gathering gathering -> gather(clause, key, episode, gathering);
            // of a trigger that the policy does not declare any more
            case Listening listening -> begin(clause, key, episode);
            case Missing missing -> begin(clause, key, episode);
        }
    }

    private Support support(Clause clause) {
        return new Support(partOf(clause), signal.cause());
    }

    private void begin(Clause clause, ClauseKey key, Episode episode) {
        if (clause.trigger().shape() == Shape.ALL) {
            gather(clause, key, episode, new Gathering(Map.of()));
        } else if (clause.trigger().count() > 1) {
            count(clause, key, episode, new Counting(List.of(), now));
        } else {
            satisfied(clause, key, episode, Set.of(support(clause)));
        }
    }

    private void gather(Clause clause, ClauseKey key, Episode episode, Gathering gathering) {
        Trigger trigger = clause.trigger();
        if (trigger.shape() != Shape.ALL) {
            working.remove(key);
            begin(clause, key, episode);
            return;
        }
        Gathering more = gathering.plus(support(clause), summary.getObservedAt());
        int needed = trigger.patterns().size();
        Gathering together = more.within(trigger.within());
        if (together.parts() == needed) {
            working.remove(key);
            if (trigger.holdFor().isZero()) {
                say(TriggerEventKind.FIRED, clause, episode, "All " + needed + " signals came together", null);
            }
            satisfied(clause, key, episode, together.heard().keySet());
            return;
        }
        if (more.equals(gathering)) {
            return;
        }
        String window = trigger.within().isZero() ? "" : " within " + Durations.format(trigger.within());
        String progress = together.parts() + " of " + needed + window;
        if (more.heard().keySet().equals(gathering.heard().keySet())) {
            working.put(key, more);
        } else {
            keep(clause, key, more, TriggerEventKind.COUNTED, "Expected all of the signals, but saw " + progress, null);
        }
    }

    private void count(Clause clause, ClauseKey key, Episode episode, Counting counting) {
        long id = Ids.hash(summary.getId());
        if (counting.has(id)) {
            return;
        }
        Trigger trigger = clause.trigger();
        if (trigger.count() == 1) {
            working.remove(key);
            begin(clause, key, episode);
            return;
        }
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
            say(TriggerEventKind.FIRED, clause, episode, "Matching signals: " + progress, null);
        }
        satisfied(clause, key, episode, Set.of(support(clause)));
    }

    private void satisfied(Clause clause, ClauseKey key, Episode episode, Set<Support> supports) {
        Trigger trigger = clause.trigger();
        Duration holdFor = trigger.holdFor();
        if (holdFor.isZero() && caughtUp) {
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
                supports,
                trigger.shape() == Shape.ALL ? trigger.patterns().size() : 1,
                trigger.warn() == null ? null : now.plus(trigger.warn().after()));
        String reason = holdFor.isZero()
                ? "Expected to have read what was published before the start, but there is more: perhaps it is over"
                : "Expected the condition to last " + Durations.format(holdFor) + ", but it has just begun";
        keep(clause, key, holding, TriggerEventKind.HOLD_STARTED, reason, until);
    }

    private void again(Clause clause, ClauseKey key, Episode episode, Fired fired) {
        long id = Ids.hash(summary.getId());
        if (!fired.episode().equals(episode.id())) {
            begin(clause, key, episode);
        } else if (clause.trigger().shape() != Shape.ALL && !fired.answers(summary.getObservedAt(), id)) {
            outputs.request(clause, episode, summary, summary.getObservedAt());
            working.put(key, fired.plus(id));
        }
    }

    private void keep(
            Clause clause,
            ClauseKey key,
            ClauseState state,
            TriggerEventKind kind,
            String reason,
            @Nullable Instant until) {
        Episode episode = working.vitals().episode();
        if (working.put(key, state)) {
            say(kind, clause, episode, reason, until);
        } else {
            working.passOver(
                    Note.of(TriggerEventKind.REJECTED, clause, summary, TOO_MANY)
                            .in(episode),
                    now);
        }
    }

    private void say(
            TriggerEventKind kind, Clause clause, @Nullable Episode episode, String reason, @Nullable Instant until) {
        outputs.event(Note.of(kind, clause, summary, reason).in(episode).until(until));
    }
}
