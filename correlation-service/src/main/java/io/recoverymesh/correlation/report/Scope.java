package io.recoverymesh.correlation.report;

import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions a report is about.
 *
 * @param from inclusive
 * @param to exclusive, after {@code from}
 * @param group null: all
 * @param service null: all
 * @param policy null: all
 */
public record Scope(
        Instant from,
        Instant to,
        @Nullable String group,
        @Nullable String service,
        @Nullable String policy) {
    public Scope {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("Expected 'from' before 'to', but got " + from + " and " + to);
        }
    }

    boolean contains(RecoveryEvent event) {
        return !event.getAt().isBefore(from)
                && event.getAt().isBefore(to)
                && (group == null || group.equals(event.getGroup()))
                && (service == null || service.equals(serviceOf(event)))
                && (policy == null || policy.equals(event.getPolicy()));
    }

    /** The part of a target before its instance. */
    static String serviceOf(RecoveryEvent event) {
        String target = event.getTarget();
        int slash = target.indexOf('/');
        return slash < 0 ? target : target.substring(0, slash);
    }
}
