package io.recoverymesh.trigger.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** What was published before a task started, and has not been read yet. */
public interface Backlog {
    /** Nothing, known at once. */
    Backlog NONE = partitions -> CompletableFuture.completedFuture(Map.of());

    /** Offset of the last unread record of each partition; those with none are left out. */
    CompletableFuture<Map<TopicPartition, Long>> lastUnread(List<TopicPartition> partitions);
}
