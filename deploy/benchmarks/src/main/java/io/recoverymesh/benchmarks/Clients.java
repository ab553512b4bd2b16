package io.recoverymesh.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients as everything here uses them: acks=all, linger 0, committed records only. */
final class Clients {
    private Clients() {}

    static KafkaProducer<byte[], byte[]> producer(Arena arena, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(arena.clientConfig());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For filling topics as fast as they can be filled. */
    static KafkaProducer<byte[], byte[]> bulkProducer(Arena arena) {
        return producer(
                arena,
                Map.of(
                        ProducerConfig.LINGER_MS_CONFIG, 5,
                        ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024));
    }

    /** Sends without waiting; what is lost is seen by its absence at the other end. */
    static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        send(producer, record, () -> {});
    }

    static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, Runnable acknowledged) {
        var unused = producer.send(record, (metadata, e) -> {
            if (e == null) {
                acknowledged.run();
            }
        });
    }

    static KafkaConsumer<byte[], byte[]> consumer(Arena arena, String group, String topic) {
        Map<String, Object> config = new HashMap<>(arena.clientConfig());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }
}
