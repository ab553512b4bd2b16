package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.JsonSignals;
import io.recoverymesh.trigger.signal.JsonSignals.Envelope;
import io.recoverymesh.trigger.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records of the signal topics: Avro in Confluent's wire format, or JSON; the first byte and the headers tell which. */
final class SignalDecoder {
    private static final String CONTENT_TYPE = "content-type";
    private static final String SCHEMA_ID = "__value_schema_id";

    private final AvroDeserializer<SpecificRecord> avro = new AvroDeserializer<>();
    private final Map<String, String> kinds;

    SignalDecoder(Topics topics, Map<String, Object> serdes) {
        avro.configure(serdes, false);
        kinds = Map.of(topics.health.name(), "health", topics.anomaly.name(), "anomaly", topics.alert.name(), "alert");
    }

    /**
     * Where and when a record was read.
     *
     * @param time the record's timestamp: publication time where the payload has none
     */
    record Origin(String topic, int partition, long offset, Instant time) {}

    /**
     * @throws InvalidSignalException or
     *     {@link io.recoverymesh.common.registry.UndecodableRecordException} for what never will be a signal
     * @throws io.recoverymesh.common.registry.RegistryException when the registry cannot be asked
     */
    Signal decode(byte @Nullable [] key, byte @Nullable [] value, Headers headers, Origin origin) {
        if (value == null || value.length == 0) {
            throw new UnreadableRecordException(
                    "Expected a signal in topic " + origin.topic() + ", but the record is empty. Send Avro or JSON.");
        }
        return isJson(value, headers) ? json(key, value, headers, origin) : avro(value, headers, origin);
    }

    private Signal avro(byte[] value, Headers headers, Origin origin) {
        SpecificRecord record = avro.deserialize(origin.topic(), headers, value);
        if (record == null) {
            throw new UnreadableRecordException("Expected a signal, but the record is empty. Send Avro or JSON.");
        }
        return Signal.of(record);
    }

    private Signal json(byte @Nullable [] key, byte[] value, Headers headers, Origin origin) {
        String id = RecordHeaders.text(headers, EventHeaders.ID);
        Envelope envelope = new Envelope(
                kinds.get(origin.topic()),
                id == null ? idOf(origin) : id,
                RecordHeaders.text(headers, EventHeaders.SOURCE),
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                timeOf(headers, origin));
        return Signal.of(JsonSignals.readOne(value, envelope));
    }

    private static boolean isJson(byte[] value, Headers headers) {
        if (value[0] == '{' || value[0] == '[') {
            return headers.lastHeader(SCHEMA_ID) == null;
        }
        String type = value[0] == 0 ? null : RecordHeaders.text(headers, CONTENT_TYPE);
        return type != null && type.contains("json");
    }

    private static Instant timeOf(Headers headers, Origin origin) {
        String time = RecordHeaders.text(headers, EventHeaders.TIME);
        try {
            return time == null ? origin.time() : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableRecordException("Expected a time such as 2026-01-31T12:00:00Z in header "
                    + EventHeaders.TIME + ", but got '" + time + "'. Write it as RFC 3339.");
        }
    }

    private static String idOf(Origin origin) {
        return EventIds.of(origin.topic(), Integer.toString(origin.partition()), Long.toString(origin.offset()));
    }
}
