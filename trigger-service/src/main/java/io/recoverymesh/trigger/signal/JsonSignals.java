package io.recoverymesh.trigger.signal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Signals as plain JSON objects or as structured CloudEvents, one or a batch of them. */
public final class JsonSignals {
    private JsonSignals() {}

    /**
     * What stands for fields that a payload leaves out.
     *
     * @param kind health, anomaly or alert; null: must be in the payload
     * @param id null: derived from content and receipt
     * @param target service or service/instance; null: must be in the payload
     * @param receivedAt publication time where the payload has none
     */
    public record Envelope(
            @Nullable String kind,
            @Nullable String id,
            @Nullable String source,
            @Nullable String target,
            Instant receivedAt) {
        public Envelope {
            receivedAt = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        }

        /** Nothing is known but the receipt. */
        public static Envelope of(Instant receivedAt) {
            return new Envelope(null, null, null, null, receivedAt);
        }
    }

    /**
     * Reads one object or an array of them.
     *
     * @throws InvalidSignalException naming every element that is no signal
     */
    public static Payload read(byte[] body, Envelope envelope) {
        JsonNode root = StrictJson.read(body);
        if (!root.isArray()) {
            return new Payload(List.of(checked(signal(root, "", envelope, 0))), 0);
        }
        if (root.isEmpty()) {
            throw new InvalidSignalException("", "Expected at least one signal, but the array is empty", "Send one");
        }
        return Payload.ofEach(root, 0, (element, i) -> signal(element, "/" + i, envelope, i));
    }

    /** Reads exactly one object. */
    public static SpecificRecord readOne(byte[] body, Envelope envelope) {
        return checked(signal(StrictJson.read(body), "", envelope, 0));
    }

    private static SpecificRecord checked(SpecificRecord signal) {
        Signal.of(signal);
        return signal;
    }

    private static SpecificRecord signal(JsonNode node, String pointer, Envelope envelope, int index) {
        JsonFields fields = JsonFields.of(node, pointer);
        return fields.has("specversion")
                ? CloudEvent.read(fields, envelope, index)
                : PlainSignal.read(fields, envelope, index);
    }
}
