package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that has its verdict, an operator's action that was answered, a warning that was passed on: a redelivery of it is dropped. Kept for
 * {@link #RETENTION}.
 *
 * @param verdict only of a request
 */
public record Answered(@Nullable Verdict verdict) {
    public static final Duration RETENTION = Duration.ofHours(24);
    private static final long BUCKET_MILLIS = 3_600_000;

    /** Keys begin with the hour of the request, so that old ones are swept as a range. */
    public static String key(RecoveryRequest request) {
        return bucket(request.getRequestedAt()) + "|" + request.getId();
    }

    /** Like that of a request. */
    public static String key(OperatorAction action) {
        return bucket(action.getAt()) + "|operator|" + action.getId();
    }

    /** Like that of a request. */
    public static String key(TriggerEvent event) {
        return bucket(event.getAt()) + "|trigger|" + event.getId();
    }

    /** First key that is younger than the retention. */
    public static String oldestKept(Instant now) {
        return bucket(now.minus(RETENTION).minusMillis(BUCKET_MILLIS));
    }

    private static String bucket(Instant at) {
        String digits = Long.toString(Math.max(0, at.toEpochMilli() / BUCKET_MILLIS));
        return "0".repeat(Math.max(0, 12 - digits.length())) + digits;
    }
}
