package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Property;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.kafka.TopicSetup;
import jakarta.inject.Singleton;
import java.util.Map;

/** What all services share of {@code mesh.*}, as far as handlers need it. */
@Singleton
final class MeshConfiguration {
    private final String bootstrapServers;
    private final String registryUrl;
    private final Topics topics;
    private final TopicSetup topicSetup;

    MeshConfiguration(
            @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092") String bootstrapServers,
            @Property(name = "mesh.registry-url", defaultValue = "http://127.0.0.1:8081") String registryUrl,
            @Property(name = "mesh.topic-prefix", defaultValue = Topics.DEFAULT_PREFIX) String topicPrefix,
            @Property(name = "mesh.topics.create", defaultValue = "true") boolean create,
            @Property(name = "mesh.topics.partitions", defaultValue = "4") int partitions,
            @Property(name = "mesh.topics.replication", defaultValue = "-1") short replication) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
        this.topics = new Topics(topicPrefix);
        this.topicSetup = new TopicSetup(create, partitions, replication);
    }

    Map<String, Object> clients() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    Map<String, Object> registry() {
        return Map.of("schema.registry.url", registryUrl);
    }

    Topics topics() {
        return topics;
    }

    TopicSetup topicSetup() {
        return topicSetup;
    }
}
