package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.RegistryException;
import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.schemas.PolicyDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the whole catalogue topic, then follows it, on a thread of its own. */
public final class CatalogueConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final Map<String, Object> clientConfig;
    private final Topic topic;
    private final CatalogueBoard board;
    private final AvroDeserializer<PolicyDocument> values = new AvroDeserializer<>(PolicyDocument.class);
    private final CountDownLatch complete = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /** @param serdes {@code schema.registry.url} and what belongs to it */
    public CatalogueConsumer(
            Map<String, Object> clientConfig, Map<String, Object> serdes, Topic topic, CatalogueBoard board) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.topic = topic;
        this.board = board;
        values.configure(serdes, false);
        thread = Thread.ofPlatform().name("trigger-catalogue").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Waits until everything that was in the topic has been read once; false when it took longer. */
    public boolean awaitComplete(Duration longest) throws InterruptedException {
        return complete.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the topic was read to its end once. */
    public boolean isComplete() {
        return complete.getCount() == 0;
    }

    @Override
    public void close() {
        stopping.countDown();
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                follow();
            } catch (WakeupException e) {
                // asked to stop
            } catch (KafkaException e) {
                LOG.warn("Reads the catalogue again in {}: {}", AGAIN_AFTER, e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (stopping.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stops reading the catalogue");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private void follow() {
        try (KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(config())) {
            consumer = opened;
            List<TopicPartition> partitions = opened.partitionsFor(topic.name()).stream()
                    .map(p -> new TopicPartition(topic.name(), p.partition()))
                    .toList();
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
            boolean first = true;
            while (stopping.getCount() > 0) {
                if (first && isAtEnd(opened, ends)) {
                    first = false;
                    board.swap();
                    complete.countDown();
                }
                ConsumerRecords<String, byte[]> records = opened.poll(POLL);
                records.forEach(this::take);
                if (!first && !records.isEmpty()) {
                    board.swap();
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            board.put(record.key(), values.deserialize(record.topic(), record.headers(), record.value()));
        } catch (UndecodableRecordException e) {
            LOG.error("Leaves {} out of the catalogue: {}", record.key(), e.getMessage());
        } catch (RegistryException e) {
            if (e.isTransient()) {
                throw e;
            }
            LOG.error("Leaves {} out of the catalogue: {}", record.key(), e.getMessage());
        }
    }

    private static boolean isAtEnd(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "trigger-catalogue");
        return config;
    }
}
