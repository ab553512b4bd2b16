package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of an idempotency key: kept while it runs, and for {@link #RETENTION} after.
 *
 * @param outcome null while it runs
 */
public record KeyState(String recoveryId, @Nullable Outcome outcome) {
    public static final Duration RETENTION = Duration.ofHours(24);
}
