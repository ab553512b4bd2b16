package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.kafka.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record that is no signal, as the processor forwards it: raw bytes, reason in the headers. */
final class DeadLetter {
    static final String SUFFIX = ".dlq";
    /** Leaves room for headers below the default limit of a record. */
    static final int MAX_VALUE = 900 * 1024;

    private DeadLetter() {}

    /** The value is cut where a record of the dead letter topic could not hold it. */
    static Record<byte[], byte[]> of(Record<byte[], byte[]> record, RecordMetadata from, Exception error) {
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(
                from.topic(), from.partition(), from.offset(), record.key(), record.value(), record.headers(), error);
        byte[] value = record.value();
        if (value == null || value.length <= MAX_VALUE) {
            return record.withHeaders(letter.headers());
        }
        letter.headers()
                .add(
                        EventHeaders.ERRORS + "original.bytes",
                        Integer.toString(value.length).getBytes(StandardCharsets.UTF_8));
        return record.withValue(Arrays.copyOf(value, MAX_VALUE)).withHeaders(letter.headers());
    }
}
