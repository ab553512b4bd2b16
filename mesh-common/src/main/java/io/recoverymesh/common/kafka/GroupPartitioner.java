package io.recoverymesh.common.kafka;

import io.recoverymesh.common.topic.TopicKey;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Streams sinks of topics keyed group/target: partitions by the group part alone. */
public final class GroupPartitioner<V> implements StreamPartitioner<String, V> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, V value, int numPartitions) {
        return Optional.of(Set.of(Partitions.of(TopicKey.GROUP_TARGET, key, numPartitions)));
    }
}
