package io.recoverymesh.correlation.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the last record that lies behind this application's committed position: markers of transactions are no records. */
public final class KafkaTargetsTail implements TargetsTail {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long STRIDE = 500;

    private final String topic;
    private final Map<String, Object> config = new HashMap<>();

    /**
     * @param clients {@code bootstrap.servers} and what belongs to it
     * @param applicationId consumer group whose committed position counts
     */
    public KafkaTargetsTail(String topic, Map<String, ?> clients, String applicationId) {
        this.topic = topic;
        config.putAll(clients);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    @Override
    public long lastUnread(int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(of));
            long end = consumer.endOffsets(List.of(of)).getOrDefault(of, 0L);
            long first = consumer.beginningOffsets(List.of(of)).getOrDefault(of, 0L);
            OffsetAndMetadata committed = consumer.committed(Set.of(of)).get(of);
            long from = Math.max(first, committed == null ? first : committed.offset());
            for (long until = end; until > from; until = Math.max(from, until - STRIDE)) {
                long last = lastIn(consumer, of, Math.max(from, until - STRIDE), end);
                if (last >= 0) {
                    return last;
                }
            }
            return -1;
        }
    }

    private static long lastIn(KafkaConsumer<byte[], byte[]> consumer, TopicPartition of, long from, long end) {
        consumer.seek(of, from);
        long last = -1;
        while (consumer.position(of) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                last = record.offset() < end ? record.offset() : last;
            }
        }
        return last;
    }
}
