package io.recoverymesh.common.kafka;

import io.recoverymesh.common.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records that could not be processed: raw bytes to {@code <topic>.dlq}, the reason in headers. */
public final class DeadLetters {
    private static final int LONGEST_REASON = 2_000;

    private DeadLetters() {}

    /**
     * The record for the dead-letter topic.
     *
     * @param original headers of the record, kept
     */
    public static ProducerRecord<byte[], byte[]> of(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers original,
            Throwable error) {
        Headers headers = new RecordHeaders(original.toArray());
        put(headers, "topic", topic);
        put(headers, "partition", Integer.toString(partition));
        put(headers, "offset", Long.toString(offset));
        put(headers, "exception", error.getClass().getName());
        put(headers, "reason", reason(error));
        return new ProducerRecord<>(topic + ".dlq", null, null, key, value, headers);
    }

    /** The messages of an error and its causes, the first that says something, shortened. */
    public static String reason(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = error; cause != null && text.length() < LONGEST_REASON; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.length() <= LONGEST_REASON ? text.toString() : text.substring(0, LONGEST_REASON) + "…";
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(EventHeaders.ERRORS + name);
        headers.add(EventHeaders.ERRORS + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
