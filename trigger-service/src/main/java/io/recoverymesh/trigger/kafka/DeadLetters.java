package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What a dead letter carries: the raw bytes, the headers as they came, and why it is one. */
final class DeadLetters {
    static final String SUFFIX = ".dlq";
    /** Leaves room for headers below the default limit of a record. */
    static final int MAX_VALUE = 900 * 1024;

    private static final int MAX_REASON = 2000;

    private DeadLetters() {}

    /**
     * Where and when a letter died.
     *
     * @param bytes size of the value
     */
    record Cause(String topic, int partition, long offset, int bytes, Instant at, Exception error) {}

    static Headers headers(Headers original, Cause cause) {
        Headers headers = new RecordHeaders(original);
        put(headers, "reason", reason(cause.error()));
        put(headers, "exception", cause.error().getClass().getName());
        put(headers, "topic", cause.topic());
        put(headers, "partition", Integer.toString(cause.partition()));
        put(headers, "offset", Long.toString(cause.offset()));
        put(headers, "service", "trigger-service");
        put(headers, "at", cause.at().toString());
        if (cause.bytes() > MAX_VALUE) {
            put(headers, "original.bytes", Integer.toString(cause.bytes()));
        }
        return headers;
    }

    static int sizeOf(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    /** The raw bytes, cut where a record of the dead letter topic could not hold them. */
    static byte @Nullable [] value(byte @Nullable [] value) {
        return value == null || value.length <= MAX_VALUE ? value : Arrays.copyOf(value, MAX_VALUE);
    }

    static String reason(Exception error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return message.length() <= MAX_REASON ? message : message.substring(0, MAX_REASON);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(EventHeaders.ERRORS + name);
        headers.add(EventHeaders.ERRORS + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
