package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.trigger.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** One signal of a record that holds several, as a record of its own: for the partition of its target. */
final class SignalParts {
    /** Header: where a part goes, as each kind has the schema of its own topic. */
    static final String TOPIC = "__recovery.part";

    private final AvroSerializer<SpecificRecord> avro = new AvroSerializer<>();
    private final Topics topics;

    SignalParts(Topics topics, Map<String, Object> serdes) {
        this.topics = topics;
        avro.configure(serdes, false);
    }

    /** @param whole the record that the signal came in */
    Record<byte[], byte[]> part(SpecificRecord signal, Record<byte[], byte[]> whole) {
        Signal read = Signal.of(signal);
        String topic = topicOf(read.summary().getKind()).name();
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
        headers.add(TOPIC, topic.getBytes(StandardCharsets.UTF_8));
        byte[] value = avro.serialize(topic, headers, signal);
        return whole.withKey(read.target().target().getBytes(StandardCharsets.UTF_8))
                .withValue(value)
                .withHeaders(headers);
    }

    private Topic topicOf(SignalKind kind) {
        return switch (kind) {
            case HEALTH -> topics.health;
            case ANOMALY -> topics.anomaly;
            case ALERT -> topics.alert;
            case RECOVERY, OPERATOR -> throw new IllegalStateException("Expected a signal, but got " + kind);
        };
    }
}
