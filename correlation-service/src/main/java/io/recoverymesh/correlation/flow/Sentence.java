package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.VerdictGiven;
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

    FlowLine line(RecoveryEvent event, Object fact) {
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
                cause(event, fact),
                1,
                null,
                Marks.fact(fact),
                Marks.state(fact));
    }

    /** A request that a signal made is no line of its own: what its verdict goes back to is the signal. */
    private static @Nullable String cause(RecoveryEvent event, Object fact) {
        return fact instanceof VerdictGiven verdict
                        && verdict.getReassessmentOf() == null
                        && verdict.getRequestedBy() == null
                        && verdict.getSignal().getKind() != SignalKind.RECOVERY
                ? verdict.getSignal().getId()
                : event.getCausationId();
    }
}
