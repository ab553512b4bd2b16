package io.recoverymesh.trigger.payload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands for fields that a payload leaves out.
 *
 * @param kind health, anomaly or alert; null: must be in the payload
 * @param id null: derived from content and receipt
 * @param target service or service/instance; null: must be in the payload
 * @param receivedAt publication time where the payload has none
 * @param attributes kept as labels
 */
public record Envelope(
        @Nullable String kind,
        @Nullable String id,
        @Nullable String source,
        @Nullable String target,
        Instant receivedAt,
        Map<String, String> attributes) {
    public Envelope {
        receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        attributes = Map.copyOf(attributes);
    }

    /** Nothing is known but the receipt. */
    public static Envelope of(Instant receivedAt) {
        return new Envelope(null, null, null, null, receivedAt, Map.of());
    }

    /** Of one element of an array: its id is its own. */
    Envelope element(int index) {
        return id == null ? this : new Envelope(kind, id + "." + index, source, target, receivedAt, attributes);
    }
}
