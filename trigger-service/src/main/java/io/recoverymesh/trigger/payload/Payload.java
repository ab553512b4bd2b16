package io.recoverymesh.trigger.payload;

import io.recoverymesh.trigger.mapping.Format;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What one payload holds: all of its signals or, by an exception, none.
 *
 * @param format of the first of them
 * @param signals HealthReported, AnomalyDetected or AlertReceived; at least one
 * @param truncatedAlerts how many alerts the sender cut off
 */
public record Payload(Format format, List<SpecificRecord> signals, int truncatedAlerts) {
    public Payload {
        signals = List.copyOf(signals);
    }
}
