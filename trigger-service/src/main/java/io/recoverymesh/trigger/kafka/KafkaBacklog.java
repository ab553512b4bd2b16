package io.recoverymesh.trigger.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks Kafka for the last record behind the application's committed position: markers of transactions are no records. */
public final class KafkaBacklog implements Backlog {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long STRIDE = 500;

    private final Map<String, Object> config;
    private final Executor executor;

    /**
     * @param applicationId consumer group whose committed position counts
     * @param executor asks, away from the tasks' threads
     */
    public KafkaBacklog(Map<String, Object> clientConfig, String applicationId, Executor executor) {
        this.config = new HashMap<>(clientConfig);
        this.executor = executor;
        config.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, applicationId + "-backlog");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    @Override
    public CompletableFuture<Map<TopicPartition, Long>> lastUnread(List<TopicPartition> partitions) {
        return CompletableFuture.supplyAsync(() -> ask(partitions), executor);
    }

    private Map<TopicPartition, Long> ask(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> last = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata position = committed.get(partition);
                long first = firsts.getOrDefault(partition, 0L);
                long from = Math.max(first, position == null ? first : position.offset());
                long found = lastBetween(consumer, partition, from, ends.getOrDefault(partition, 0L));
                if (found >= 0) {
                    last.put(partition, found);
                }
            }
        }
        return last;
    }

    private static long lastBetween(KafkaConsumer<byte[], byte[]> consumer, TopicPartition of, long from, long end) {
        consumer.assign(List.of(of));
        for (long until = end; until > from; until = Math.max(from, until - STRIDE)) {
            consumer.seek(of, Math.max(from, until - STRIDE));
            long last = -1;
            while (consumer.position(of) < until) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    last = record.offset() < until ? record.offset() : last;
                }
            }
            if (last >= 0) {
                return last;
            }
        }
        return -1;
    }
}
