package io.recoverymesh.standalone.trigger;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.PolicyDocument;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The whole trigger service, as its main starts it, with topics of its own. */
final class TriggerUnderTest implements AutoCloseable {
    private static final MeshInfrastructure MESH = MeshInfrastructure.shared();

    final Topics topics;
    private final Path state;
    private final HttpClient client = HttpClient.newHttpClient();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", MESH.bootstrapServers(), "max.request.size", 16_000_000),
            new StringSerializer(),
            new ByteArraySerializer());
    private final AvroSerializer<SpecificRecord> avro = new AvroSerializer<>();
    private @Nullable EmbeddedServer server;

    TriggerUnderTest(String name, Path state) {
        this.topics = new Topics("it.trigger." + name + ".");
        this.state = state;
        avro.configure(MESH.serdeConfig(), false);
    }

    void start() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("correlation.enabled", false);
        properties.put("handler.enabled", false);
        properties.put("mesh.bootstrap-servers", MESH.bootstrapServers());
        properties.put("mesh.registry-url", MESH.registryUrl());
        properties.put("mesh.topic-prefix", topics.prefix());
        properties.put("mesh.state-dir", state.toString());
        properties.put("mesh.topics.replication", 1);
        properties.put("endpoints.health.sensitive", false);
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        server = ApplicationContext.run(EmbeddedServer.class, properties);
    }

    void stop() {
        if (server != null) {
            server.getApplicationContext().close();
            server = null;
        }
    }

    void declare(String yaml) {
        for (Document document : new PolicyReader().read("test.yaml", yaml).documents()) {
            PolicyDocument entry =
                    switch (document) {
                        case Document.RecoveryPolicy p ->
                            entry("Recovery", p.policy().name(), p.policy().version(), p);
                        case Document.DeclaredService s ->
                            entry("Service", s.service().name(), s.service().version(), s);
                    };
            send(
                    topics.policies.name(),
                    null,
                    entry.getKind() + "/" + entry.getName(),
                    bytes(topics.policies.name(), entry));
        }
    }

    byte[] bytes(String topic, SpecificRecord record) {
        return Objects.requireNonNull(avro.serialize(topic, record));
    }

    void send(String topic, @Nullable Integer partition, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Expected the broker to take a record of " + topic, e);
        }
    }

    /** Kafka refuses larger ones than 1 MiB unless it is told. */
    void allowRecordsOf(String topic, int bytes) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp larger = new AlterConfigOp(
                new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", MESH.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(larger)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Expected the broker to change " + topic, e);
        }
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
        AvroDeserializer<T> values = new AvroDeserializer<>(type);
        values.configure(MESH.serdeConfig(), false);
        List<T> read = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : readRaw(topic)) {
            T value = values.deserialize(topic, record.headers(), record.value());
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    /** Everything that is committed now. */
    List<ConsumerRecord<String, byte[]>> readRaw(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                MESH.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(50)).forEach(read::add);
            }
        }
        return read;
    }

    @Override
    public void close() {
        stop();
        producer.close();
        client.close();
    }

    private URI uri(String path) {
        return URI.create(Objects.requireNonNull(server, "start first").getURL() + path);
    }

    private static PolicyDocument entry(String kind, String name, String version, Document document) {
        return PolicyDocument.newBuilder()
                .setKind(kind)
                .setName(name)
                .setVersion(version)
                .setDocument(document.canonical())
                .setSource(document.source())
                .setLoadedAt(Instant.ofEpochMilli(1))
                .build();
    }
}
