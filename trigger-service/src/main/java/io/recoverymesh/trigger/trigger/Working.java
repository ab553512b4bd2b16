package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A target's state while one decision is made: what it was, what it becomes. */
final class Working {
    private final TargetState before;
    private final Map<ClauseKey, ClauseState> clauses;
    private final Outputs outputs;
    private Vitals vitals;

    Working(TargetState before, Outputs outputs) {
        this.before = before;
        this.vitals = before.vitals();
        this.clauses = new TreeMap<>(before.clauses());
        this.outputs = outputs;
    }

    Vitals vitals() {
        return vitals;
    }

    @Nullable
    ClauseState get(ClauseKey key) {
        return clauses.get(key);
    }

    List<ClauseKey> keys() {
        return List.copyOf(clauses.keySet());
    }

    /** False, and nothing kept, when too many clauses have a state already. */
    boolean put(ClauseKey key, ClauseState state) {
        if (!clauses.containsKey(key) && clauses.size() >= TargetState.MAX_CLAUSES) {
            return false;
        }
        clauses.put(key, state);
        return true;
    }

    void remove(ClauseKey key) {
        clauses.remove(key);
    }

    /** Takes new vitals over; the end of an episode ends its holds and forgets what fired in it. */
    void enter(Vitals after, SignalSummary signal) {
        outputs.health(before.vitals(), after, signal);
        vitals = after;
        if (before.vitals().episode() != null && after.episode() == null) {
            for (ClauseKey key : keys()) {
                ClauseState state = clauses.get(key);
                if (state instanceof Holding holding) {
                    cancel(key, holding, signal, "the target is " + after.health());
                } else if (state instanceof Fired) {
                    remove(key);
                }
            }
        }
    }

    /** A cause says something else than these clauses want: their holds lose it, and end with their last one. */
    void release(String cause, Set<ClauseKey> stillMatching, SignalSummary signal) {
        for (ClauseKey key : keys()) {
            if (clauses.get(key) instanceof Holding holding
                    && holding.causes().contains(cause)
                    && !stillMatching.contains(key)) {
                Holding rest = holding.minus(cause);
                if (rest.causes().isEmpty()) {
                    cancel(key, holding, signal, signal.getName() + " is " + signal.getState());
                } else {
                    clauses.put(key, rest);
                }
            }
        }
    }

    void cancel(ClauseKey key, Holding holding, SignalSummary signal, String but) {
        remove(key);
        outputs.event(
                TriggerEventKind.HOLD_CANCELLED,
                key,
                holding.policyVersion(),
                before.vitals().episode(),
                signal,
                "Expected the condition to last until " + holding.until() + ", but " + but,
                holding.until());
    }

    /** The state as it is now: the same instance as before where nothing changed. */
    TargetState state() {
        return vitals.equals(before.vitals()) && clauses.equals(before.clauses())
                ? before
                : new TargetState(vitals, clauses);
    }
}
