package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is kept of one target: its vitals, and where clauses stand with it. */
public record TargetState(Vitals vitals, Map<ClauseKey, ClauseState> clauses) {
    /** Nothing was ever heard of the target. */
    public static final TargetState NEW = new TargetState(Vitals.UNKNOWN, Map.of());

    /** How many clauses may hold, count or have fired at once. */
    static final int MAX_CLAUSES = 32;

    public TargetState {
        clauses = clauses.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(clauses));
    }

    /** When {@link TriggerCore#due} has something to do next; null when nothing waits. */
    public @Nullable Instant nextDue() {
        Instant next = HealthFold.firstExpiry(vitals);
        for (ClauseState state : clauses.values()) {
            Instant due =
                    switch (state) {
                        case Counting counting -> counting.forgetAt();
                        case Holding holding -> holding.until();
                        case Fired fired -> null;
                    };
            next = next == null || (due != null && due.isBefore(next)) ? due : next;
        }
        return next;
    }
}
