package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.TopicCreator;
import io.recoverymesh.common.kafka.TopicSetupException;
import io.recoverymesh.common.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Creates the topic of a handler's commands at its first command, where topics may be created; remembers that it is there. */
public final class KafkaCommandTopics implements CommandTopics {
    private final Topics topics;
    private final TopicCreator creator;
    private final boolean mayCreate;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    public KafkaCommandTopics(Topics topics, TopicCreator creator, boolean mayCreate) {
        this.topics = topics;
        this.creator = creator;
        this.mayCreate = mayCreate;
    }

    @Override
    public @Nullable String problem(String handler) {
        if (present.contains(handler)) {
            return null;
        }
        try {
            creator.ensure(List.of(topics.commands(handler)), mayCreate);
            present.add(handler);
            return null;
        } catch (TopicSetupException e) {
            return "Expected a topic for the commands of handler '" + handler + "', but: " + e.getMessage();
        }
    }
}
