package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.PayloadReader;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Records of the signal topics: Avro in Confluent's wire format, or JSON of any format that HTTP takes too; the first byte and the
 * headers tell which.
 */
final class SignalDecoder {
    private static final String CONTENT_TYPE = "content-type";
    private static final String SCHEMA_ID = "__value_schema_id";
    private static final String ATTRIBUTE = "ce_";

    private final AvroDeserializer<SpecificRecord> avro = new AvroDeserializer<>();
    private final PayloadReader payloads;
    private final Map<String, String> kinds;

    SignalDecoder(Topics topics, Map<String, Object> serdes, PayloadReader payloads) {
        avro.configure(serdes, false);
        this.payloads = payloads;
        kinds = Map.of(topics.health.name(), "health", topics.anomaly.name(), "anomaly", topics.alert.name(), "alert");
    }

    /**
     * Where and when a record was read.
     *
     * @param time the record's timestamp: publication time where the payload has none
     */
    record Origin(String topic, int partition, long offset, Instant time) {}

    /**
     * All signals of a record, at least one.
     *
     * @throws InvalidSignalException or
     *     {@link io.recoverymesh.common.registry.UndecodableRecordException} for what never will be a signal
     * @throws io.recoverymesh.common.registry.RegistryException when the registry cannot be asked
     */
    List<SpecificRecord> decode(byte @Nullable [] key, byte @Nullable [] value, Headers headers, Origin origin) {
        if (value == null || value.length == 0) {
            throw new UnreadableRecordException(
                    "Expected a signal in topic " + origin.topic() + ", but the record is empty. Send Avro or JSON.");
        }
        return isJson(value, headers) ? json(key, value, headers, origin) : avro(value, headers, origin);
    }

    private List<SpecificRecord> avro(byte[] value, Headers headers, Origin origin) {
        SpecificRecord record = avro.deserialize(origin.topic(), headers, value);
        if (record == null) {
            throw new UnreadableRecordException("Expected a signal, but the record is empty. Send Avro or JSON.");
        }
        return List.of(record);
    }

    private List<SpecificRecord> json(byte @Nullable [] key, byte[] value, Headers headers, Origin origin) {
        String id = RecordHeaders.text(headers, EventHeaders.ID);
        Envelope envelope = new Envelope(
                kinds.get(origin.topic()),
                id == null ? idOf(origin) : id,
                RecordHeaders.text(headers, EventHeaders.SOURCE),
                key == null || key.length == 0 ? null : new String(key, StandardCharsets.UTF_8),
                timeOf(headers, origin),
                Map.of());
        return isBinaryCloudEvent(headers)
                ? payloads.readBinary(attributes(headers), value, envelope).signals()
                : payloads.read(value, envelope).signals();
    }

    private static boolean isBinaryCloudEvent(Headers headers) {
        String type = RecordHeaders.text(headers, CONTENT_TYPE);
        return headers.lastHeader(EventHeaders.SPEC_VERSION) != null
                && headers.lastHeader(EventHeaders.TYPE) != null
                && (type == null || !type.startsWith("application/cloudevents"));
    }

    private static Map<String, String> attributes(Headers headers) {
        Map<String, String> attributes = new HashMap<>();
        headers.forEach(header -> {
            if (header.key().startsWith(ATTRIBUTE) && header.value() != null) {
                attributes.put(
                        header.key().substring(ATTRIBUTE.length()), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        String type = RecordHeaders.text(headers, CONTENT_TYPE);
        if (type != null) {
            attributes.put("datacontenttype", type);
        }
        return attributes;
    }

    /** What does not begin as Avro in the wire format does is JSON where anything says so. */
    private static boolean isJson(byte[] value, Headers headers) {
        int first = firstCharacter(value);
        if (first == '{' || first == '[') {
            return headers.lastHeader(SCHEMA_ID) == null;
        }
        String type = value[0] == 0 ? null : RecordHeaders.text(headers, CONTENT_TYPE);
        return type != null && type.contains("json");
    }

    /** Behind white space and a byte order mark. */
    private static int firstCharacter(byte[] value) {
        int from = value.length > 2 && value[0] == (byte) 0xEF && value[1] == (byte) 0xBB && value[2] == (byte) 0xBF
                ? 3
                : 0;
        for (int i = from; i < value.length; i++) {
            if (value[i] != ' ' && value[i] != '\n' && value[i] != '\r' && value[i] != '\t') {
                return value[i];
            }
        }
        return -1;
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
