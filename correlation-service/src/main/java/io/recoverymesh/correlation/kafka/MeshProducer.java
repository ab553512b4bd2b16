package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.correlation.http.MeshWriter;
import io.recoverymesh.correlation.http.UnavailableException;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.PolicyDocument;
import io.recoverymesh.schemas.RecoveryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes what people ask for, and returns only after Kafka acknowledged it. */
public final class MeshProducer implements MeshWriter, AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final String SOURCE = "correlation-service/api";

    private final Topics topics;
    private final int partitions;
    private final KafkaProducer<String, SpecificRecord> producer;

    /**
     * @param partitions of every topic keyed by group/target
     * @param clients {@code bootstrap.servers} and what belongs to it
     */
    public MeshProducer(Topics topics, int partitions, Map<String, ?> clients, String registryUrl) {
        this.topics = topics;
        this.partitions = partitions;
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis()));
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis() / 2));
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(Map.of("schema.registry.url", registryUrl), false);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    @Override
    public void publish(OperatorAction action) {
        String key = action.getGroup() + "/" + action.getTarget();
        send(topics.operator, key, action, headers(action.getId(), "OperatorAction", action.getAt(), ""));
    }

    @Override
    public void publish(RecoveryRequest request) {
        String key = request.getGroup() + "/" + request.getTarget();
        send(
                topics.requests,
                key,
                request,
                headers(request.getId(), "RecoveryRequest", request.getRequestedAt(), request.getFlowId()));
    }

    @Override
    public void publish(PolicyDocument document) {
        String key = document.getKind() + "/" + document.getName();
        send(
                topics.policies,
                key,
                document,
                headers(key + "@" + document.getVersion(), "PolicyDocument", document.getLoadedAt(), ""));
    }

    @Override
    public void retract(String kind, String name) {
        send(topics.policies, kind + "/" + name, null, new org.apache.kafka.common.header.internals.RecordHeaders());
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
    }

    private void send(Topic topic, String key, @Nullable SpecificRecord value, Headers headers) {
        Integer partition =
                switch (topic.key()) {
                    case PLAIN -> null;
                    case TARGET, GROUP_TARGET, GROUP_TARGET_SPREAD -> Partitions.of(topic.key(), key, partitions);
                };
        try {
            producer.send(new ProducerRecord<>(topic.name(), partition, key, value, headers))
                    .get(DELIVERY.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while publishing to " + topic.name(), e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new UnavailableException(
                    "Expected Kafka to acknowledge a record of " + topic.name() + ", but " + e.getMessage(), e);
        }
    }

    private static Headers headers(String id, String type, Instant at, String flowId) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.write(headers, id, "io.recoverymesh." + type, SOURCE, at, flowId, null);
        return headers;
    }
}
