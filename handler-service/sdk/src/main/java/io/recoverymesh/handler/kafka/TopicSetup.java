package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.topic.Topic;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.action.Handler;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/**
 * What to do about missing topics.
 *
 * @param create false where others create them: then a missing one is an error that names it
 * @param partitions of every topic keyed by target
 * @param replication replicas; -1 for the cluster's default
 */
public record TopicSetup(boolean create, int partitions, short replication) {
    public TopicSetup {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "Expected mesh.topics.partitions to be at least 1, but got " + partitions);
        }
    }

    void ensure(Admin admin, Topics topics, List<Handler> handlers) {
        List<Topic> needed = new ArrayList<>(List.of(topics.results, topics.handlers));
        for (Handler handler : handlers) {
            Topic commands = topics.commands(handler.name());
            needed.add(commands);
            needed.add(topics.deadLetters(commands));
        }
        new TopicCreator(admin, partitions, replication).ensure(needed, create);
    }
}
