package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a policy's {@code on} list: which signals count, and when they are enough.
 *
 * @param source kind of signal
 * @param group equal to the target's group; null matches any
 * @param service equal to the target's service; null matches any
 * @param instance equal to the target's instance; null matches any
 * @param name alert name, metric, or policy name of a recovery; null matches any
 * @param states any of these: health statuses, FIRING, or outcomes of a recovery
 * @param severity equal to the signal's severity; null matches any
 * @param labels all of these labels have these values
 * @param where CEL condition over {@code signal} and {@code target}; null is true
 * @param holdFor how long the condition must last; zero acts at once
 * @param count how many matching signals are needed within {@code within}; 1 acts on the first
 * @param within sliding window of {@code count}; zero when count is 1
 */
public record Trigger(
        Source source,
        @Nullable String group,
        @Nullable String service,
        @Nullable String instance,
        @Nullable String name,
        Set<String> states,
        @Nullable String severity,
        Map<String, String> labels,
        @Nullable String where,
        Duration holdFor,
        int count,
        Duration within) {

    public Trigger {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    /** Which signals a trigger listens to. */
    public enum Source {
        HEALTH,
        ANOMALY,
        ALERT,
        RECOVERY
    }
}
