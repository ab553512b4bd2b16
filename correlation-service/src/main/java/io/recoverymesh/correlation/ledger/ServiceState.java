package io.recoverymesh.correlation.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gate must know of one service of a group.
 *
 * @param escalatedUntil a tripped limit was escalated; not again before this
 * @param paused null when automatic recovery is on
 * @param silence null when none was ordered; it may be over
 */
public record ServiceState(
        Admissions admissions,
        @Nullable Switch paused,
        @Nullable Instant escalatedUntil,
        @Nullable Silence silence) {
    public static final ServiceState NEW = new ServiceState(Admissions.NONE, null, null, null);

    public ServiceState withAdmissions(Admissions next) {
        return new ServiceState(next, paused, escalatedUntil, silence);
    }

    public ServiceState withPaused(@Nullable Switch next) {
        return new ServiceState(admissions, next, escalatedUntil, silence);
    }

    public ServiceState withEscalatedUntil(@Nullable Instant until) {
        return new ServiceState(admissions, paused, until, silence);
    }

    public ServiceState withSilence(@Nullable Silence next) {
        return new ServiceState(admissions, paused, escalatedUntil, next);
    }
}
