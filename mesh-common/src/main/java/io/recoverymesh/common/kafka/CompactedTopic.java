package io.recoverymesh.common.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small compacted topic, read from its beginning and then followed; every instance reads all of it. One thread of its
 * own. A record that cannot be read is logged and skipped.
 */
public final class CompactedTopic<V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompactedTopic.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<V> deserializer;
    private final Listener<V> listener;
    private final CountDownLatch read = new CountDownLatch(1);
    private final Thread thread;

    /** Is told of every entry, from the reading thread; a null value means that the entry is gone. */
    public interface Listener<V> {
        void onEntry(String key, @Nullable V value);
    }

    /**
     * Does not read before {@link #start}.
     *
     * @param clients {@code bootstrap.servers} and what belongs to it
     */
    public CompactedTopic(String topic, Map<String, ?> clients, Deserializer<V> deserializer, Listener<V> listener) {
        this.topic = topic;
        this.deserializer = deserializer;
        this.listener = listener;
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, topic + "-reader-" + UUID.randomUUID());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name(topic + "-reader").daemon(true).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Whether everything that was there at the start has been read; waits for it at most so long. */
    public boolean awaitRead(Duration atMost) throws InterruptedException {
        return read.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(POLL).forEach(this::tell);
                if (read.getCount() > 0
                        && ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
                    read.countDown();
                }
            }
        } catch (WakeupException e) {
            LOG.debug("stopped reading {}", topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("stopped reading {}: what it says from now on is not seen until a restart", topic, e);
        }
    }

    /** A topic that was just created is not known to every broker at once. */
    private List<TopicPartition> partitions() throws InterruptedException {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        while (known.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            known = consumer.partitionsFor(topic);
        }
        return known.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        try {
            listener.onEntry(
                    record.key(),
                    record.value() == null ? null : deserializer.deserialize(topic, record.headers(), record.value()));
        } catch (RuntimeException e) {
            LOG.warn("skipped an entry of {} at offset {}: {}", topic, record.offset(), DeadLetters.reason(e));
        }
    }
}
