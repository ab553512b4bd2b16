package io.recoverymesh.trigger.payload;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How much text a signal holds: less than what a record of Kafka may hold by default. */
final class RecordSize {
    /** Characters; at most 768 KiB in UTF-8, below Kafka's default of 1 MiB for one record. */
    private static final int MAX = 256 * 1024;

    private RecordSize() {}

    /**
     * In characters.
     *
     * @throws InvalidSignalException where it is too much
     */
    static long checked(SpecificRecord signal) {
        long size =
                switch (signal) {
                    case HealthReported health -> of(health.getLabels()) + of(health.getReason());
                    case AnomalyDetected anomaly -> of(anomaly.getLabels()) + of(anomaly.getReason());
                    case AlertReceived alert ->
                        of(alert.getLabels()) + of(alert.getAnnotations()) + of(alert.getGeneratorUrl());
                    default -> 0;
                };
        if (size > MAX) {
            throw new InvalidSignalException(
                    "",
                    "Expected a signal with at most " + MAX + " characters of labels and texts, but got " + size,
                    "Send only labels that policies match, and shorter texts");
        }
        return size;
    }

    private static long of(Map<String, String> texts) {
        long size = 0;
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            size += entry.getKey().length() + entry.getValue().length();
        }
        return size;
    }

    private static long of(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
