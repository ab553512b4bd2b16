package io.recoverymesh.correlation.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * People are told, rung by rung, that a recovery did not help; until the target is healthy, or one of them has it in hand.
 *
 * @param recoveryId whose policy's ladder it is
 * @param since when that recovery ended
 * @param rung the next one, from 1
 * @param failed the recovery that failed last
 * @param fallback policy that takes over: while a recovery by it runs, nobody is told; null where there is none
 */
public record Ladder(
        String recoveryId,
        Instant since,
        int rung,
        String failed,
        @Nullable String fallback) {
    /** One rung higher. */
    public Ladder next() {
        return new Ladder(recoveryId, since, rung + 1, failed, fallback);
    }

    /** After one more failure. */
    public Ladder failed(String recovery, @Nullable String itsFallback) {
        return new Ladder(recoveryId, since, rung, recovery, itsFallback);
    }

    /** After the fallback did not help either. */
    public Ladder withoutFallback(Instant at) {
        return new Ladder(recoveryId, at, rung, failed, null);
    }
}
