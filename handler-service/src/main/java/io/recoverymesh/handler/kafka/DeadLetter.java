package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.event.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** The raw bytes of a record that is no command, with why and where in its headers. */
final class DeadLetter {
    /** A record close to the broker's limit of 1 MiB has no room for more headers: then only its head is kept. */
    private static final int WHOLE_UP_TO = 1_000_000;

    private static final int HEAD = 64 * 1024;

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record, String topic, String exception, String reason) {
        byte[] value = record.value();
        boolean whole = value == null || value.length <= WHOLE_UP_TO;
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, record.key(), whole ? value : Arrays.copyOf(value, HEAD));
        Headers headers = letter.headers();
        if (whole) {
            record.headers().forEach(headers::add);
        } else {
            put(headers, "cut-from", Integer.toString(value.length));
        }
        put(headers, "exception", exception);
        put(headers, "reason", reason);
        put(headers, "topic", record.topic());
        put(headers, "partition", Integer.toString(record.partition()));
        put(headers, "offset", Long.toString(record.offset()));
        return letter;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(EventHeaders.ERRORS + name);
        headers.add(EventHeaders.ERRORS + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
