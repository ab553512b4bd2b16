package io.recoverymesh.benchmarks;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The least that exactly once costs: poll, begin, send each, sendOffsetsToTransaction, commit; one thread. */
final class BareHop implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String to;
    private final Loop loop;

    BareHop(Arena arena, String from, String to) {
        this.to = to;
        consumer = Clients.consumer(arena, "bare-" + from, from);
        producer = Clients.producer(arena, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bare-" + from));
        producer.initTransactions();
        loop = Loop.start("bare-hop-" + from, consumer, this::move);
    }

    private void move(ConsumerRecords<byte[], byte[]> records) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Clients.send(producer, new ProducerRecord<>(to, record.key(), record.value()));
            offsets.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    @Override
    public void close() {
        loop.close();
        producer.close();
    }
}
