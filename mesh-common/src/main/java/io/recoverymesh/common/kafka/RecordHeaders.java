package io.recoverymesh.common.kafka;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.event.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes and reads the headers of {@link EventHeaders}. */
public final class RecordHeaders {
    private static final byte[] SPEC_VERSION = bytes("1.0");

    private RecordHeaders() {}

    /**
     * Puts the CloudEvents attributes, the causes and the trace of an event; replaces what was there.
     *
     * @param flowId empty where the event belongs to no flow yet
     * @param causationId id of the event that caused it; null for a first cause
     */
    public static void write(
            Headers headers,
            String id,
            String type,
            String source,
            Instant time,
            String flowId,
            @Nullable String causationId) {
        put(headers, EventHeaders.SPEC_VERSION, SPEC_VERSION);
        put(headers, EventHeaders.ID, bytes(id));
        put(headers, EventHeaders.TYPE, bytes(type));
        put(headers, EventHeaders.SOURCE, bytes(source));
        put(headers, EventHeaders.TIME, bytes(time.toString()));
        if (!flowId.isEmpty()) {
            put(headers, EventHeaders.CORRELATION_ID, bytes(flowId));
            put(headers, EventHeaders.TRACEPARENT, bytes(TraceParent.of(flowId, id)));
        }
        if (causationId != null) {
            put(headers, EventHeaders.CAUSATION_ID, bytes(causationId));
        }
    }

    /** Last value of a header as text; null where it is absent. */
    public static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void put(Headers headers, String name, byte[] value) {
        headers.remove(name);
        headers.add(name, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
