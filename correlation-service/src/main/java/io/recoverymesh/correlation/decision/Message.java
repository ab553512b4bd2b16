package io.recoverymesh.correlation.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision wants people to know.
 *
 * @param whom whom the policy names, in its order; only the first is told
 * @param title what happened, without the place
 * @param reason one sentence
 * @param outlook what happens now, until when; one sentence
 * @param severity null: that of the recovery's signal, or warning
 */
record Message(
        List<String> whom,
        String title,
        String reason,
        String outlook,
        @Nullable String severity) {}
