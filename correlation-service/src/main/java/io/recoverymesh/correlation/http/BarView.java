package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.Bar;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One bar of a flow's waterfall.
 *
 * @param kind health, trigger, verdict, wait, recovery, step, compensation, verification, breaker, storm, operator or
 *     escalation
 * @param label a few words
 * @param text the sentence that said last what became of it
 * @param begunAt when a handler took it
 * @param to when it ended, equal to {@code from} for what happened at once; null while it lasts
 * @param state what became of it, in one word
 * @param line index of the entry that began it
 */
@ApiView
record BarView(
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

    static BarView of(Bar bar) {
        return new BarView(
                bar.kind(),
                bar.label(),
                bar.text(),
                bar.target(),
                bar.policy(),
                bar.recoveryId(),
                bar.step(),
                bar.attempt(),
                bar.from(),
                bar.begunAt(),
                bar.to(),
                bar.state(),
                bar.until(),
                bar.line());
    }
}
