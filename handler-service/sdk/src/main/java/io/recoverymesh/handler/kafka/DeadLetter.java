package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.kafka.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The dead letter of a record that is no command. */
final class DeadLetter {
    /** A record close to the broker's limit of 1 MiB has no room for more headers: then only its head is kept. */
    private static final int WHOLE_UP_TO = 1_000_000;

    private static final int HEAD = 64 * 1024;

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record, Throwable error) {
        byte[] value = record.value();
        boolean whole = value == null || value.length <= WHOLE_UP_TO;
        ProducerRecord<byte[], byte[]> letter = DeadLetters.of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                whole ? value : Arrays.copyOf(value, HEAD),
                record.headers(),
                error);
        if (!whole) {
            byte[] length = Integer.toString(value.length).getBytes(StandardCharsets.UTF_8);
            letter.headers().add(EventHeaders.ERRORS + "cut-from", length);
        }
        return letter;
    }
}
