package io.recoverymesh.standalone.handler;

import io.recoverymesh.common.registry.AvroSerde;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of one handler on the shared broker: commands go in, committed results come out. */
final class CommandBoard implements AutoCloseable {
    final Topics topics;
    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", mesh.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());
    private final AvroSerde<StepCommand> commands = AvroSerde.ofValue(StepCommand.class, mesh.serdeConfig());

    private final String handler;

    /** Of the handler {@code exec}. */
    CommandBoard(String name) {
        this(name, "exec");
    }

    CommandBoard(String name, String handler) {
        this.topics = new Topics("it." + name + ".");
        this.handler = handler;
    }

    void send(StepCommand command) {
        String topic = topics.commands(handler).name();
        sendRaw(
                command.getGroup() + "/" + command.getTarget(),
                commands.serializer().serialize(topic, command));
    }

    void sendRaw(String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(
                            topics.commands(handler).name(), key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All committed results up to now. */
    List<ConsumerRecord<byte[], StepResult>> results() {
        return read(topics.results.name(), StepResult.class);
    }

    long ends() {
        return results().stream()
                .map(record -> record.value().getBody())
                .filter(AttemptSucceeded.class::isInstance)
                .count();
    }

    List<Object> bodies(String recovery) {
        return results().stream()
                .map(ConsumerRecord::value)
                .filter(result -> result.getRecoveryId().equals(recovery))
                .map(StepResult::getBody)
                .toList();
    }

    <T extends SpecificRecord> List<ConsumerRecord<byte[], T>> read(String topic, Class<T> type) {
        AvroSerde<T> serde = AvroSerde.ofValue(type, mesh.serdeConfig());
        List<ConsumerRecord<byte[], T>> decoded = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : readRaw(topic)) {
            T value = serde.deserializer().deserialize(topic, record.headers(), record.value());
            decoded.add(new ConsumerRecord<>(
                    topic,
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    record.timestampType(),
                    0,
                    0,
                    record.key(),
                    value,
                    record.headers(),
                    record.leaderEpoch()));
        }
        return decoded;
    }

    List<ConsumerRecord<byte[], byte[]>> readRaw(String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", mesh.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close();
    }
}
