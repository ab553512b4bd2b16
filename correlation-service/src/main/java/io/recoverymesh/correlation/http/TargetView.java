package io.recoverymesh.correlation.http;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.TargetState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One target.
 *
 * @param since when it entered this health
 * @param episode id of the bad period; null while healthy
 * @param flowId of the current or the last bad period
 * @param active recovery that runs on it
 * @param failures recoveries in a row that failed
 * @param blockedUntil null when nothing blocks it
 * @param lastSuccessAt end of the last verified recovery: a policy's cooldown counts from here
 * @param untold why nobody could be told of its trouble; null where that is not so
 */
@ApiView
record TargetView(
        String group,
        String target,
        String health,
        @Nullable Instant since,
        @Nullable String episode,
        @Nullable Instant episodeStartedAt,
        @Nullable String flowId,
        @Nullable String active,
        int failures,
        @Nullable Instant lastFailureAt,
        @Nullable Instant blockedUntil,
        @Nullable String blockReason,
        @Nullable Instant lastSuccessAt,
        long fence,
        @Nullable String untold) {

    static TargetView of(String key, TargetState state) {
        TargetRef ref = TargetRef.ofKey(key);
        ObservedHealth health = state.health();
        Block block = state.block();
        int failures = state.failures().count();
        return new TargetView(
                ref.group(),
                ref.target(),
                health.status().name(),
                health.isKnown() ? health.since() : null,
                health.episode(),
                health.episodeStartedAt(),
                health.flowId(),
                state.active(),
                failures,
                failures == 0 ? null : state.failures().lastAt(),
                block == null ? null : block.until(),
                block == null ? null : block.reason(),
                state.lastSuccessAt(),
                state.fence(),
                state.untold());
    }
}
