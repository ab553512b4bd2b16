package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the log of facts of a period from its topic: what is committed, partition by partition in order, up to now. */
public final class FactLog {
    private static final Duration POLL = Duration.ofMillis(250);
    /** Clocks of writers may differ by so much, and offsets are found by time. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final String topic;
    private final Map<String, Object> clients;
    private final String registryUrl;

    /** @param clients how Kafka is reached: {@code bootstrap.servers} and the like */
    public FactLog(String topic, Map<String, Object> clients, String registryUrl) {
        this.topic = topic;
        this.clients = Map.copyOf(clients);
        this.registryUrl = registryUrl;
    }

    /** One record of the log. */
    public sealed interface Entry {
        int partition();

        long offset();

        record Fact(int partition, long offset, RecoveryEvent event) implements Entry {}

        /** @param problem why it cannot be read */
        record Unreadable(int partition, long offset, String problem) implements Entry {}
    }

    /** Takes what is read. */
    public interface Visitor {
        void onEntry(Entry entry);
    }

    /**
     * Reads all records whose time may lie in the period.
     *
     * @param from null: from the beginning
     * @param to null: up to the end as of now
     * @param atMost for all of it
     * @return offsets up to which was read and those that were to be read, where time was too short; empty when all is read
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public Map<Integer, String> read(@Nullable Instant from, @Nullable Instant to, Duration atMost, Visitor visitor) {
        try (Consumer<String, byte[]> consumer = consumer();
                AvroDeserializer<RecoveryEvent> deserializer = new AvroDeserializer<>(RecoveryEvent.class)) {
            deserializer.configure(Map.of("schema.registry.url", registryUrl), false);
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = ends(consumer, partitions, to);
            consumer.assign(partitions);
            begin(consumer, partitions, from);
            long deadline = System.nanoTime() + atMost.toNanos();
            while (!isRead(consumer, ends) && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.getOrDefault(new TopicPartition(topic, record.partition()), 0L)) {
                        visitor.onEntry(entry(record, deserializer));
                    }
                }
            }
            return unread(consumer, ends);
        }
    }

    private Entry entry(ConsumerRecord<String, byte[]> record, AvroDeserializer<RecoveryEvent> deserializer) {
        try {
            RecoveryEvent event = deserializer.deserialize(topic, record.headers(), record.value());
            return event == null
                    ? new Entry.Unreadable(record.partition(), record.offset(), "Expected a fact, but got a tombstone")
                    : new Entry.Fact(record.partition(), record.offset(), event);
        } catch (SerializationException e) {
            return new Entry.Unreadable(record.partition(), record.offset(), String.valueOf(e.getMessage()));
        }
    }

    private static void begin(Consumer<?, ?> consumer, List<TopicPartition> partitions, @Nullable Instant from) {
        consumer.seekToBeginning(partitions);
        if (from != null) {
            Map<TopicPartition, OffsetAndTimestamp> found = byTime(consumer, partitions, from.minus(SLACK));
            found.forEach((partition, offset) -> {
                if (offset == null) {
                    consumer.seekToEnd(List.of(partition));
                } else {
                    consumer.seek(partition, offset.offset());
                }
            });
        }
    }

    private static Map<TopicPartition, Long> ends(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, @Nullable Instant to) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        if (to != null) {
            byTime(consumer, partitions, to.plus(SLACK)).forEach((partition, offset) -> {
                if (offset != null) {
                    ends.merge(partition, offset.offset(), Math::min);
                }
            });
        }
        return ends;
    }

    private static Map<TopicPartition, OffsetAndTimestamp> byTime(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, Math.max(0, time.toEpochMilli())));
        return consumer.offsetsForTimes(wanted);
    }

    private static boolean isRead(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Map<Integer, String> unread(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        Map<Integer, String> unread = new HashMap<>();
        ends.forEach((partition, end) -> {
            long position = consumer.position(partition);
            if (position < end) {
                unread.put(
                        partition.partition(),
                        "partition " + partition.partition() + " was read up to offset " + position + " of " + end
                                + " only");
            }
        });
        return unread;
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, topic + "-log-" + UUID.randomUUID());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
