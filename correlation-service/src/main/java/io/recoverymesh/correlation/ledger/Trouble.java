package io.recoverymesh.correlation.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Why a target is among those that somebody must look at.
 *
 * @param unhealthy it reports DOWN or DEGRADED
 * @param recovering a recovery runs on it
 * @param blocked nothing begins on it until time or a person ends that
 * @param untold nobody could be told of it
 */
public record Trouble(boolean unhealthy, boolean recovering, boolean blocked, boolean untold) {

    /** Null when nobody has to look at it. */
    public static @Nullable Trouble of(TargetState target) {
        boolean unhealthy = target.health().isUnhealthy();
        boolean recovering = target.active() != null;
        boolean blocked = target.block() != null;
        boolean untold = target.untold() != null;
        return unhealthy || recovering || blocked || untold
                ? new Trouble(unhealthy, recovering, blocked, untold)
                : null;
    }
}
