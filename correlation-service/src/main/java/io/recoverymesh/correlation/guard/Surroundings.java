package io.recoverymesh.correlation.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lies outside one group's own state.
 *
 * @param now wall clock
 * @param caughtUp whether mesh.targets was read to the end since the start
 * @param activeElsewhere recoveries running in other groups; may be late by a second
 * @param neighbourhood what declared services mean
 * @param meshPaused who paused the whole mesh, and why; null when nobody did
 */
public record Surroundings(
        Instant now,
        boolean caughtUp,
        int activeElsewhere,
        Neighbourhood neighbourhood,
        @Nullable String meshPaused) {
    /** Nothing else exists, everything was read. */
    public static Surroundings alone(Instant now) {
        return new Surroundings(now, true, 0, Neighbourhood.NONE, null);
    }
}
