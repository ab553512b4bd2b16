package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.trigger.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** One signal of a record that holds several, as a record of its own: for the partition of its target. */
final class SignalParts {
    private final AvroSerializer<SpecificRecord> avro = new AvroSerializer<>();

    SignalParts(Map<String, Object> serdes) {
        avro.configure(serdes, false);
    }

    /** @param whole the record that the signal came in */
    Record<byte[], byte[]> part(SpecificRecord signal, Record<byte[], byte[]> whole, String topic) {
        Signal read = Signal.of(signal);
        RecordHeaders headers = new RecordHeaders();
        io.recoverymesh.common.kafka.RecordHeaders.write(
                headers,
                read.summary().getId(),
                signal.getSchema().getName(),
                read.summary().getSource(),
                read.observedAt(),
                "",
                null);
        headers.add(TriggerProcessor.REROUTED, new byte[] {1});
        byte[] value = avro.serialize(topic, headers, signal);
        return whole.withKey(read.target().target().getBytes(StandardCharsets.UTF_8))
                .withValue(value)
                .withHeaders(headers);
    }
}
