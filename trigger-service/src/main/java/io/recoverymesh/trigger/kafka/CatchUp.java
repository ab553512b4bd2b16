package io.recoverymesh.trigger.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a task has read what was published before it started. Until then a hold may be over already, and a silence
 * may be ours.
 */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final List<TopicPartition> partitions;
    private final Backlog backlog;
    private final Map<String, Long> read = new HashMap<>();
    private CompletableFuture<Map<TopicPartition, Long>> unread;
    private boolean done;

    CatchUp(List<TopicPartition> partitions, Backlog backlog) {
        this.partitions = List.copyOf(partitions);
        this.backlog = backlog;
        this.unread = backlog.lastUnread(this.partitions);
    }

    void read(String topic, long offset) {
        if (!done) {
            read.merge(topic, offset, Math::max);
        }
    }

    /** Never goes back to false. While Kafka does not answer, nothing is known, and nothing is acted on. */
    boolean isDone() {
        if (!done && unread.isCompletedExceptionally()) {
            LOG.warn("the ends of the signals' topics could not be asked for; asking again", unread.exceptionNow());
            unread = backlog.lastUnread(partitions);
        } else if (!done && unread.isDone()) {
            done = isRead(unread.join());
        }
        return done;
    }

    /** Asked for each signal of a backlog. */
    private boolean isRead(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> last : ends.entrySet()) {
            Long offset = read.get(last.getKey().topic());
            if (offset == null || offset < last.getValue()) {
                return false;
            }
        }
        return true;
    }
}
