package io.recoverymesh.handler.action;

import io.recoverymesh.schemas.EffectState;
import org.jspecify.annotations.Nullable;

/**
 * Whether the effect of an earlier attempt took place.
 *
 * @param reason one sentence: what was looked at, and what it said
 * @param output JSON for later steps where it took place; null where there is nothing to say
 */
public record Probed(
        EffectState effect, String reason, @Nullable String output) {
    public static Probed tookPlace(String reason, @Nullable String output) {
        return new Probed(EffectState.TOOK_PLACE, reason, output);
    }

    /** Only where it can also not take place later any more: the next attempt follows at once. */
    public static Probed didNotTakePlace(String reason) {
        return new Probed(EffectState.DID_NOT_TAKE_PLACE, reason, null);
    }

    /** A person decides. */
    public static Probed notKnown(String reason) {
        return new Probed(EffectState.NOT_KNOWN, reason, null);
    }
}
