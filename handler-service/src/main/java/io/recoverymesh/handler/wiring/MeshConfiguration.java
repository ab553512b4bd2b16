package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.handler.kafka.TopicSetup;
import jakarta.inject.Singleton;
import java.util.Map;

/** What all services share of {@code mesh.*}, as far as handlers need it. */
@Singleton
final class MeshConfiguration {
    private final ClientSettings kafka;
    private final String registryUrl;
    private final Topics topics;
    private final TopicSetup topicSetup;

    MeshConfiguration(
            @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092") String bootstrapServers,
            Environment environment,
            @Property(name = "mesh.registry-url", defaultValue = "http://127.0.0.1:8081") String registryUrl,
            @Property(name = "mesh.topic-prefix", defaultValue = Topics.DEFAULT_PREFIX) String topicPrefix,
            @Property(name = "mesh.topics.create", defaultValue = "true") boolean create,
            @Property(name = "mesh.topics.partitions", defaultValue = "4") int partitions,
            @Property(name = "mesh.topics.replication", defaultValue = "-1") short replication) {
        this.kafka = ClientSettings.of(
                bootstrapServers, environment.getProperties(ClientSettings.PREFIX, StringConvention.RAW));
        this.registryUrl = registryUrl;
        this.topics = new Topics(topicPrefix);
        this.topicSetup = new TopicSetup(create, partitions, replication);
    }

    Map<String, Object> clients() {
        return kafka.clients();
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
