package io.recoverymesh.trigger.trigger;

import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one target: its vitals, where triggers stand with it, and what was said of it lately.
 *
 * @param heardAt day of the last signal, no more exactly: it is not worth a write for each of them
 */
public record TargetState(Vitals vitals, Map<ClauseKey, ClauseState> clauses, Told told, Instant heardAt) {
    /** Nothing was ever heard of the target. */
    public static final TargetState NEW = new TargetState(Vitals.UNKNOWN, Map.of(), Told.NOTHING, Instant.EPOCH);

    /** A target that nothing was heard of for so long is forgotten; up to a day later. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** How many triggers may hold, count, listen or have fired at once. */
    static final int MAX_CLAUSES = 32;

    private static final Duration HEARD_RESOLUTION = Duration.ofDays(1);

    public TargetState {
        clauses = clauses.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(clauses));
    }

    /** When {@link TriggerCore#due} has something to do next; null when nothing waits. */
    public @Nullable Instant nextDue() {
        Instant next = earlier(HealthFold.nextChange(vitals), forgetAt());
        for (ClauseState state : clauses.values()) {
            Instant due =
                    switch (state) {
                        case Counting counting -> counting.forgetAt();
                        case Holding holding -> holding.nextDue();
                        case Listening listening -> listening.nextDue();
                        case Missing missing -> missing.checkAt();
                        case Fired fired -> null;
                        case Gathering gathering -> null;
                    };
            next = earlier(next, due);
        }
        return next;
    }

    /** When nothing will be kept of the target if nothing is heard of it; null where nothing is kept. */
    @Nullable
    Instant forgetAt() {
        return heardAt.equals(Instant.EPOCH) ? null : heardAt.plus(KEPT).plus(HEARD_RESOLUTION);
    }

    /** Whether a signal of now is to be noted as heard. */
    boolean isHeardNews(Instant now) {
        return !heardAt.plus(HEARD_RESOLUTION).isAfter(now);
    }

    TargetState heard(Instant now) {
        return isHeardNews(now) ? new TargetState(vitals, clauses, told, now) : this;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }
}
