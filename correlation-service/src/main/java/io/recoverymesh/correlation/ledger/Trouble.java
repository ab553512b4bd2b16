package io.recoverymesh.correlation.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Why a target is among those that somebody must look at.
 *
 * @param unhealthy it reports DOWN or DEGRADED
 * @param recovering a recovery runs on it
 * @param blocked nothing begins on it until time or a person ends that
 */
public record Trouble(boolean unhealthy, boolean recovering, boolean blocked) {

    /** Null when nobody has to look at it. */
    public static @Nullable Trouble of(TargetState target) {
        Trouble trouble = new Trouble(target.health().isUnhealthy(), target.active() != null, target.block() != null);
        return trouble.unhealthy || trouble.recovering || trouble.blocked ? trouble : null;
    }
}
