package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.HandlerAnnounced;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns records into commands, and results into records with their key, partition and headers. */
public final class RecordCodec {
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
    private final AvroDeserializer<StepCommand> deserializer = new AvroDeserializer<>(StepCommand.class);
    private final Topics topics;
    private final String source;

    /** @param registry {@code schema.registry.url} and what belongs to it */
    public RecordCodec(Map<String, ?> registry, Topics topics, String instance) {
        this.topics = topics;
        this.source = "handler-service/" + instance;
        serializer.configure(registry, false);
        deserializer.configure(registry, false);
    }

    /**
     * The command; null for a record without value.
     *
     * @throws io.recoverymesh.common.registry.UndecodableRecordException when it never will be one
     * @throws io.recoverymesh.common.registry.RegistryException when it cannot be told now
     */
    @Nullable
    StepCommand command(ConsumerRecord<byte[], byte[]> record) {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
    }

    /** @param partitions how many a topic has */
    ProducerRecord<byte[], byte[]> result(StepResult result, ToIntFunction<String> partitions) {
        String key = result.getGroup() + "/" + result.getTarget();
        int partition = Partitions.of(TopicKey.GROUP_TARGET, key, partitions.applyAsInt(topics.results.name()));
        ProducerRecord<byte[], byte[]> record = record(topics.results, partition, key, result);
        RecordHeaders.write(
                record.headers(),
                result.getId(),
                result.getBody().getClass().getSimpleName(),
                source,
                result.getAt(),
                result.getFlowId(),
                result.getCommandId());
        return record;
    }

    ProducerRecord<byte[], byte[]> announcement(HandlerAnnounced announced, String id) {
        String key = announced.getHandler() + "/" + announced.getInstance();
        ProducerRecord<byte[], byte[]> record = record(topics.handlers, null, key, announced);
        RecordHeaders.write(record.headers(), id, "HandlerAnnounced", source, announced.getAnnouncedAt(), "", null);
        return record;
    }

    private ProducerRecord<byte[], byte[]> record(
            Topic topic, @Nullable Integer partition, String key, SpecificRecord value) {
        return new ProducerRecord<>(
                topic.name(),
                partition,
                key.getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topic.name(), value));
    }
}
