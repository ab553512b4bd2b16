package io.recoverymesh.trigger.wiring;

import io.micronaut.context.annotation.Property;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all services share of {@code mesh.*}, as far as the trigger needs it.
 *
 * @param kafka how Kafka is reached: {@code mesh.kafka.*}
 */
@Singleton
record MeshConfiguration(
        @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092")
        String bootstrapServers,

        @Named("trigger") ClientSettings kafka,

        @Property(name = "mesh.registry-url", defaultValue = "http://127.0.0.1:8081")
        String registryUrl,

        @Property(name = "mesh.topic-prefix", defaultValue = Topics.DEFAULT_PREFIX)
        String topicPrefix,

        @Property(name = "mesh.topics.create", defaultValue = "true")
        boolean createTopics,

        @Property(name = "mesh.topics.partitions", defaultValue = "4")
        int partitions,

        @Property(name = "mesh.topics.replication", defaultValue = "-1")
        short replication,

        @Property(name = "mesh.state-dir", defaultValue = ".mesh/state")
        Path stateDir,

        @Property(name = "mesh.instance") @Nullable String instance) {

    Map<String, Object> clients() {
        return kafka.clients();
    }

    Map<String, Object> serdes() {
        return Map.of("schema.registry.url", registryUrl);
    }

    Topics topics() {
        return new Topics(topicPrefix);
    }
}
