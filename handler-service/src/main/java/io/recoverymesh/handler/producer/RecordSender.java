package io.recoverymesh.handler.producer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.schemas.FailureKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One producer for all steps, made when it is first needed; a record is sent when all in-sync replicas have it. */
public final class RecordSender implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration METADATA = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> settings;
    private final UnaryOperator<String> secret;
    private final InstantSource clock;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param settings of the producer; their texts may hold references to secrets
     * @param secret puts values in the place of references
     */
    public RecordSender(Map<String, Object> settings, UnaryOperator<String> secret, InstantSource clock) {
        this.settings = Map.copyOf(settings);
        this.secret = secret;
        this.clock = clock;
    }

    /** @param value null: a tombstone */
    Outcome send(
            String topic,
            @Nullable String key,
            @Nullable String value,
            Map<String, String> headers,
            Invocation invocation,
            Context context)
            throws InterruptedException {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, bytes(key), bytes(value));
        headers.forEach((name, text) -> message.headers().add(name, bytes(text)));
        message.headers()
                .add("idempotency-key", bytes(context.idempotencyKey()))
                .add("traceparent", bytes(invocation.traceparent()))
                .add("mesh-recovery", bytes(invocation.recoveryId()));
        Duration left = Duration.between(clock.instant(), context.deadline());
        try {
            Future<RecordMetadata> sent = producer().send(message);
            RecordMetadata kept = sent.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
            return Outcome.success(JSON.createObjectNode()
                    .put("topic", kept.topic())
                    .put("partition", kept.partition())
                    .put("offset", kept.offset())
                    .toString());
        } catch (TimeoutException e) {
            return Outcome.failure(
                    FailureKind.TIMED_OUT,
                    "Expected Kafka to acknowledge a record of topic " + topic + " by the deadline, but it did not."
                            + " Whether it is there is not known.",
                    true);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return Outcome.failure(
                    FailureKind.FAILED,
                    "Expected Kafka to take a record of topic " + topic + ", but " + cause,
                    cause instanceof RetriableException);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> all = new HashMap<>(Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "recovery-mesh-steps",
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) METADATA.toMillis(),
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    (int) DELIVERY.toMillis(),
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    METADATA.toMillis()));
            settings.forEach((name, value) -> all.put(name, value instanceof String text ? secret.apply(text) : value));
            producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
