package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A target's state while one decision is made: what it was, what it becomes. */
final class Working {
    private final TargetState before;
    private final Outputs outputs;
    private Map<ClauseKey, ClauseState> clauses;
    private boolean isOurs;
    private Vitals vitals;
    private Told told;

    Working(TargetState before, Outputs outputs) {
        this.before = before;
        this.vitals = before.vitals();
        this.told = before.told();
        this.clauses = before.clauses();
        this.outputs = outputs;
    }

    Vitals vitals() {
        return vitals;
    }

    @Nullable
    ClauseState get(ClauseKey key) {
        return clauses.get(key);
    }

    /** Whether anything is kept up by causes, and would end without them. */
    boolean hasSupports() {
        for (ClauseState state : clauses.values()) {
            if (state instanceof Holding || state instanceof Gathering) {
                return true;
            }
        }
        return false;
    }

    boolean isMissing(ClauseKey key) {
        return clauses.get(key) instanceof Missing;
    }

    List<ClauseKey> keys() {
        return List.copyOf(clauses.keySet());
    }

    /** False, and nothing kept, when too many triggers have a state already. */
    boolean put(ClauseKey key, ClauseState state) {
        if (!clauses.containsKey(key) && clauses.size() >= TargetState.MAX_CLAUSES) {
            return false;
        }
        ours().put(key, state);
        return true;
    }

    void remove(ClauseKey key) {
        if (clauses.containsKey(key)) {
            ours().remove(key);
        }
    }

    /** A copy as soon as anything changes: mostly nothing does. */
    private Map<ClauseKey, ClauseState> ours() {
        if (!isOurs) {
            clauses = new TreeMap<>(clauses);
            isOurs = true;
        }
        return clauses;
    }

    /** Takes new vitals over; the end of an episode ends its holds and forgets what fired in it. */
    void enter(Vitals after, SignalSummary signal) {
        outputs.health(before.vitals(), after, signal);
        vitals = after;
        if (before.vitals().episode() != null && after.episode() == null) {
            for (ClauseKey key : keys()) {
                switch (clauses.get(key)) {
                    case Holding holding -> cancel(key, holding, signal, "the target is " + after.health());
                    case Fired fired -> remove(key);
                    case Gathering gathering -> remove(key);
                    case Counting counting -> {}
                    case Listening listening -> {}
                    case Missing missing -> {}
                    case null -> {}
                }
            }
        }
    }

    /**
     * A cause says something else than these triggers want: what it kept up may end.
     *
     * @param stillMatching parts of triggers that the signal matches
     */
    void release(String cause, Map<ClauseKey, Set<Integer>> stillMatching, SignalSummary signal) {
        for (ClauseKey key : keys()) {
            Set<Integer> parts = stillMatching.getOrDefault(key, Set.of());
            if (clauses.get(key) instanceof Holding holding) {
                Holding rest = holding.minus(cause, parts);
                if (rest.isUp()) {
                    ours().put(key, rest);
                } else {
                    cancel(key, holding, signal, signal.getName() + " is " + signal.getState());
                }
            } else if (clauses.get(key) instanceof Gathering gathering) {
                Gathering rest = gathering.minus(cause, parts);
                if (rest.heard().isEmpty()) {
                    remove(key);
                } else {
                    ours().put(key, rest);
                }
            }
        }
    }

    void cancel(ClauseKey key, Holding holding, SignalSummary signal, String but) {
        remove(key);
        outputs.event(new Note(
                TriggerEventKind.HOLD_CANCELLED,
                key,
                holding.policyVersion(),
                before.vitals().episode(),
                signal,
                "Expected the condition to last until " + holding.until() + ", but " + but,
                holding.until(),
                null));
    }

    boolean hasTold(TriggerEventKind kind, ClauseKey clause, Instant now) {
        return told.has(Note.sameness(kind, clause), now);
    }

    /** Says why a signal is passed over, unless the same was said a moment ago. */
    void passOver(Note note, Instant now) {
        long what = note.sameness();
        if (!told.has(what, now)) {
            told = told.plus(what, now);
            outputs.event(note);
        }
    }

    /** The state as it is now: the same instance as before where nothing changed. */
    @SuppressWarnings("ReferenceEquality")
    TargetState state() {
        boolean differs =
                vitals != before.vitals() || told != before.told() || (isOurs && !clauses.equals(before.clauses()));
        return !differs ? before : new TargetState(vitals, clauses, told, before.heardAt());
    }
}
