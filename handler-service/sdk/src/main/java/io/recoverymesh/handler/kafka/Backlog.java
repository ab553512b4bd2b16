package io.recoverymesh.handler.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records that were polled but not yet decided, in their order; what is here is not committed. */
final class Backlog {
    /** A partition with so many is not fetched further. Seeking back instead would cost a fetch wait each time. */
    private static final int CROWDED = 100;

    private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();

    void add(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            waiting.computeIfAbsent(partition, added -> new ArrayDeque<>()).addAll(records.records(partition));
        }
        ends.putAll(records.nextOffsets());
    }

    /** Another instance has them now. */
    void forget(Collection<TopicPartition> partitions) {
        waiting.keySet().removeAll(partitions);
        ends.keySet().removeAll(partitions);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Set<TopicPartition> crowded() {
        return waiting.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= CROWDED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting() {
        return waiting;
    }

    /** Where to go on after the first so many records of a partition: past the transaction's end mark where all are done. */
    OffsetAndMetadata after(TopicPartition partition, ConsumerRecord<byte[], byte[]> last, boolean all) {
        OffsetAndMetadata end = ends.get(partition);
        return all && end != null ? end : new OffsetAndMetadata(last.offset() + 1);
    }

    /** The transaction that holds these is committed. */
    void remove(Map<TopicPartition, Integer> taken) {
        taken.forEach((partition, count) -> {
            Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
            for (int i = 0; records != null && i < count; i++) {
                records.removeFirst();
            }
        });
        waiting.values().removeIf(Deque::isEmpty);
    }
}
