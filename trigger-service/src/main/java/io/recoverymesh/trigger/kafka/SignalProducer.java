package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.trigger.signal.Intake;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalsNotAcceptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes signals of the intake and of probes; returns only when Kafka has all of them on all in-sync replicas. */
public final class SignalProducer implements Intake, AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(2);
    private static final long BUFFER = 32L * 1024 * 1024;

    private final Producer<String, SpecificRecord> producer;
    private final Topics topics;

    SignalProducer(Producer<String, SpecificRecord> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** @param serdes {@code schema.registry.url} and what belongs to it */
    public static SignalProducer open(Map<String, Object> clientConfig, Map<String, Object> serdes, Topics topics) {
        AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        values.configure(serdes, false);
        return new SignalProducer(new KafkaProducer<>(config(clientConfig), new StringSerializer(), values), topics);
    }

    @Override
    public void publish(List<SpecificRecord> signals) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(signals.size());
        try {
            for (SpecificRecord signal : signals) {
                Future<RecordMetadata> acknowledged = producer.send(record(signal));
                if (acknowledged.isDone()) {
                    // failed at once, as Kafka is away: the others would each wait as long again
                    acknowledged.get();
                }
                sent.add(acknowledged);
            }
            for (Future<RecordMetadata> acknowledged : sent) {
                acknowledged.get(DELIVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw new InvalidSignalException(
                        "", "Expected a signal that Kafka takes, but " + tooLarge.getMessage(), "Send less text");
            }
            throw new SignalsNotAcceptedException(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw new SignalsNotAcceptedException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignalsNotAcceptedException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private ProducerRecord<String, SpecificRecord> record(SpecificRecord signal) {
        Signal read = Signal.of(signal);
        ProducerRecord<String, SpecificRecord> record = new ProducerRecord<>(
                topicOf(signal).name(), null, null, read.target().target(), signal);
        RecordHeaders.write(
                record.headers(),
                read.summary().getId(),
                signal.getSchema().getName(),
                read.summary().getSource(),
                read.observedAt(),
                "",
                null);
        return record;
    }

    private Topic topicOf(SpecificRecord signal) {
        return switch (signal) {
            case HealthReported health -> topics.health;
            case AnomalyDetected anomaly -> topics.anomaly;
            case AlertReceived alert -> topics.alert;
            default ->
                throw new IllegalArgumentException(
                        "Expected a signal, but got " + signal.getSchema().getName());
        };
    }

    private static Map<String, Object> config(Map<String, Object> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "trigger-intake");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return config;
    }
}
