package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.target.TargetRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What declared services mean for a target: what it needs, how services of other groups are, when it is worked on. */
public interface Neighbourhood {
    /** Nothing is declared. */
    Neighbourhood NONE = new Neighbourhood() {
        @Override
        public List<Dependency> dependenciesOf(TargetRef target) {
            return List.of();
        }

        @Override
        public @Nullable Trouble elsewhere(Dependency dependency) {
            return null;
        }

        @Override
        public @Nullable Window windowOf(TargetRef target, Instant now) {
            return null;
        }
    };

    /** Services that the target's service needs, directly or by others; the nearest first. */
    List<Dependency> dependenciesOf(TargetRef target);

    /** Trouble of a service of another group, late by a second at most while Kafka is well; null when there is none. */
    @Nullable
    Trouble elsewhere(Dependency dependency);

    /** The maintenance window of the target's service that this moment lies in; null when it lies in none. */
    @Nullable
    Window windowOf(TargetRef target, Instant now);

    /** A declared service that another one needs. */
    record Dependency(String group, String service) {
        @Override
        public String toString() {
            return group + "/" + service;
        }
    }

    /**
     * Why a service does not serve.
     *
     * @param what one clause, such as: is DOWN since …
     * @param flowId flow of its trouble; null when there is none
     * @param healthySince when it became healthy again; null while it is not
     */
    record Trouble(
            String what, @Nullable String flowId, @Nullable Instant healthySince) {}

    /** A service that is to be recovered first. */
    record Cause(Dependency dependency, Trouble trouble) {}

    /** A maintenance window that is open. */
    record Window(String text, Instant endsAt) {}
}
