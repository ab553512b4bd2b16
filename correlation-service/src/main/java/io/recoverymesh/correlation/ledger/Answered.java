package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;

/** A request that has its verdict: a redelivery of it is dropped. Kept for {@link #RETENTION}. */
public record Answered(Verdict verdict) {
    public static final Duration RETENTION = Duration.ofHours(24);
    private static final long BUCKET_MILLIS = 3_600_000;

    /** Keys begin with the hour of the request, so that old ones are swept as a range. */
    public static String key(RecoveryRequest request) {
        return bucket(request.getRequestedAt()) + "|" + request.getId();
    }

    /** First key that is younger than the retention. */
    public static String oldestKept(Instant now) {
        return bucket(now.minus(RETENTION).minusMillis(BUCKET_MILLIS));
    }

    private static String bucket(Instant at) {
        return String.format("%012d", Math.max(0, at.toEpochMilli() / BUCKET_MILLIS));
    }
}
