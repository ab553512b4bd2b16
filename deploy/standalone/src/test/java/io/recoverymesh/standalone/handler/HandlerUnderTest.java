package io.recoverymesh.standalone.handler;

import io.recoverymesh.common.registry.AvroSerde;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.KafkaClients;
import io.recoverymesh.handler.kafka.LoopObserver;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.kafka.RecordCodec;
import io.recoverymesh.handler.kafka.TopicSetup;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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

/** A handler named {@code exec} with one action {@code it}, on the shared broker, under topics of its own. */
final class HandlerUnderTest implements AutoCloseable {
    private static final int PARTITIONS = 4;

    final Topics topics;
    private final MeshInfrastructure mesh = MeshInfrastructure.shared();
    private final Map<String, Object> common = Map.of("bootstrap.servers", mesh.bootstrapServers());
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(common, new ByteArraySerializer(), new ByteArraySerializer());
    private final AvroSerde<StepCommand> commands = AvroSerde.ofValue(StepCommand.class, mesh.serdeConfig());
    private final LoopSettings settings;
    private final Handler handler;
    private HandlerLoop loop;

    HandlerUnderTest(String name, int maxRunning, Action action) {
        topics = new Topics("it." + name + ".");
        settings = new LoopSettings("h-1", maxRunning, Duration.ofMillis(200), Duration.ofMillis(500));
        handler = Handler.of("exec", List.of(action));
        loop = loop();
        loop.start();
    }

    HandlerLoop current() {
        return loop;
    }

    void restart() {
        loop.close();
        loop = loop();
        loop.start();
    }

    private HandlerLoop loop() {
        return new HandlerLoop(
                settings,
                List.of(handler),
                new KafkaClients(common, topics, settings.instance()),
                topics,
                new TopicSetup(true, PARTITIONS, (short) 1),
                new RecordCodec(mesh.serdeConfig(), topics, settings.instance()),
                InstantSource.system(),
                LoopObserver.NONE);
    }

    void send(StepCommand command) {
        String topic = topics.commands("exec").name();
        sendRaw(
                command.getGroup() + "/" + command.getTarget(),
                commands.serializer().serialize(topic, command));
    }

    void sendRaw(String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(
                            topics.commands("exec").name(), key.getBytes(StandardCharsets.UTF_8), value))
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
        loop.close();
        producer.close();
    }
}
