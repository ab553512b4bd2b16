package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the service; every name and default stands in docs/configuration.md.
 *
 * @param kafka how Kafka is reached: {@code mesh.kafka.*}
 * @param instance unique among the running instances, the same after a restart; null: a crashed instance is missed only
 *     when its session runs out
 * @param policies directory of policy files that the loader follows; null: only the API changes the catalogue
 */
@Singleton
record CorrelationSettings(
        @Property(name = "mesh.bootstrap-servers", defaultValue = "127.0.0.1:9092")
        String bootstrapServers,

        @Named("correlation") ClientSettings kafka,

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

        @Property(name = "mesh.instance") @Nullable String instance,

        @Property(name = "correlation.application-id") @Nullable
        String givenApplicationId,

        @Property(name = "correlation.threads", defaultValue = "1")
        int threads,

        @Property(name = "correlation.commit-interval", defaultValue = "100ms")
        Duration commitInterval,

        @Property(name = "correlation.tick", defaultValue = "100ms")
        Duration tick,

        @Property(name = "correlation.policies") @Nullable Path policies) {
    CorrelationSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("Expected correlation.threads from 1 to 64, but got " + threads);
        }
        if (commitInterval.isNegative() || commitInterval.compareTo(Duration.ofSeconds(5)) > 0) {
            throw new IllegalArgumentException(
                    "Expected correlation.commit-interval up to 5s, but got " + commitInterval);
        }
    }

    /** Consumer group and prefix of internal topics; follows the topic prefix, so that two meshes on one cluster keep apart. */
    String applicationId() {
        return givenApplicationId == null ? topicPrefix + "correlation" : givenApplicationId;
    }

    /** For every consumer, producer and admin client. */
    Map<String, Object> clients() {
        return kafka.clients();
    }

    Topics topics() {
        return new Topics(topicPrefix);
    }
}
