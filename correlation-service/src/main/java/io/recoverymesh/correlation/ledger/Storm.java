package io.recoverymesh.correlation.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Too large a share of a group is unhealthy.
 *
 * @param since when it was seen
 * @param percent share that was exceeded
 * @param calmFor how long the share must be good
 * @param calmSince since when it is good; null while it is not
 */
public record Storm(
        Instant since,
        int percent,
        Duration calmFor,
        @Nullable Instant calmSince) {
    public Storm withCalmSince(@Nullable Instant at) {
        return new Storm(since, percent, calmFor, at);
    }
}
