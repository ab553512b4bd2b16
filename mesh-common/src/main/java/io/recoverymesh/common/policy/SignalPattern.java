package io.recoverymesh.common.policy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which signals match: all of its conditions must hold, and what it does not name matches anything.
 *
 * @param source kind of signal
 * @param group equal to the target's group; null matches any
 * @param service equal to the target's service; null matches any
 * @param instance equal to the target's instance; null matches any
 * @param name alert name, metric, or policy name of a recovery; null matches any
 * @param states any of these: health statuses, FIRING, RESOLVED, or outcomes of a recovery
 * @param severity equal to the signal's severity; null matches any
 * @param minSeverity at least this severe; null matches any
 * @param labels all of these labels have these values
 * @param where CEL condition over {@code signal} and {@code target}; null is true
 */
public record SignalPattern(
        Source source,
        @Nullable String group,
        @Nullable String service,
        @Nullable String instance,
        @Nullable String name,
        Set<String> states,
        @Nullable String severity,
        @Nullable SeverityRank minSeverity,
        Map<String, String> labels,
        @Nullable String where) {

    public SignalPattern {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /** Which signals a pattern looks at. */
    public enum Source {
        HEALTH,
        ANOMALY,
        ALERT,
        RECOVERY
    }

    /** Whether a target as such could have a matching signal. */
    boolean namesNothing() {
        return group == null
                && service == null
                && instance == null
                && name == null
                && labels.isEmpty()
                && where == null;
    }
}
