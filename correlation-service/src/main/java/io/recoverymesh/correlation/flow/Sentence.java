package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one fact says.
 *
 * @param kind as in {@link FlowLine}
 * @param attempt 0 where there is none
 */
record Sentence(
        String kind,
        String text,
        @Nullable String step,
        int attempt,
        @Nullable Instant until) {
    static Sentence of(String kind, String text) {
        return new Sentence(kind, text, null, 0, null);
    }

    static Sentence until(String kind, String text, @Nullable Instant until) {
        return new Sentence(kind, text, null, 0, until);
    }

    static Sentence step(String step, int attempt, String text, @Nullable Instant until) {
        return new Sentence("step", "step " + step + " " + text, step, attempt, until);
    }

    FlowLine line(RecoveryEvent event) {
        return new FlowLine(
                event.getAt(),
                kind,
                event.getTarget(),
                text,
                event.getPolicy(),
                event.getRecoveryId(),
                step,
                attempt,
                until,
                event.getId(),
                event.getCausationId(),
                1,
                null);
    }
}
