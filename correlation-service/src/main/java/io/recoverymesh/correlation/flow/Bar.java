package io.recoverymesh.correlation.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a waterfall: something that took time, or happened at once.
 *
 * @param kind health, trigger, verdict, wait, recovery, step, compensation, verification, breaker, storm, operator or
 *     escalation
 * @param label a few words
 * @param text the whole sentence of the line that said last what became of it
 * @param attempt 0 where there is none
 * @param from when it began
 * @param begunAt when a handler took it; null where that says nothing, or nobody has yet
 * @param to when it ended, equal to {@code from} for what happened at once; null while it lasts
 * @param state in one word: a verdict, an outcome, a health, RUNNING, SUCCEEDED, FAILED, LOST, CANCELLED, WAITING
 * @param until what it waits for, until when; null where nothing is said
 * @param line number of the line that began it, from 0
 */
public record Bar(
        String kind,
        String label,
        String text,
        String target,
        @Nullable String policy,
        @Nullable String recoveryId,
        @Nullable String step,
        int attempt,
        Instant from,
        @Nullable Instant begunAt,
        @Nullable Instant to,
        String state,
        @Nullable Instant until,
        int line) {

    static Bar at(FlowLine line, int number, String kind, String label, String state) {
        return new Bar(
                kind,
                label,
                line.text(),
                line.target(),
                line.policy(),
                line.recoveryId(),
                line.step(),
                line.attempt(),
                line.at(),
                null,
                line.at(),
                state,
                line.until(),
                number);
    }

    /** The same, lasting. */
    Bar open() {
        return with(text, begunAt, null, state, until);
    }

    Bar taken(FlowLine line) {
        return with(line.text(), line.at(), null, "RUNNING", line.until());
    }

    Bar says(FlowLine line) {
        return with(line.text(), begunAt, to, state, line.until());
    }

    Bar ended(Instant at, String how, String said) {
        return with(said, begunAt, at.isBefore(from) ? from : at, how, null);
    }

    private Bar with(
            String nextText,
            @Nullable Instant nextBegunAt,
            @Nullable Instant nextTo,
            String nextState,
            @Nullable Instant nextUntil) {
        return new Bar(
                kind,
                label,
                nextText,
                target,
                policy,
                recoveryId,
                step,
                attempt,
                from,
                nextBegunAt,
                nextTo,
                nextState,
                nextUntil,
                line);
    }
}
