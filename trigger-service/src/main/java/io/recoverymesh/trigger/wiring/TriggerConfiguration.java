package io.recoverymesh.trigger.wiring;

import io.micronaut.context.annotation.Property;
import io.recoverymesh.trigger.kafka.StreamsSettings;
import io.recoverymesh.trigger.kafka.TopologySettings;
import io.recoverymesh.trigger.payload.PayloadReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code trigger.*}.
 *
 * @param applicationId null: follows the topic prefix, so that two meshes on one cluster keep apart
 * @param punctuateInterval how often due holds and expired anomalies are looked for
 * @param timersPerTick how many of them are acted on at most, each time
 * @param cacheBytes for state written between two commits
 * @param kafkaMetrics whether the meters of Kafka Streams itself, some hundreds, are published too
 */
@Singleton
record TriggerConfiguration(
        @Property(name = "trigger.application-id") @Nullable String applicationId,

        @Property(name = "trigger.commit-interval", defaultValue = "100ms")
        Duration commitInterval,

        @Property(name = "trigger.punctuate-interval", defaultValue = "100ms")
        Duration punctuateInterval,

        @Property(name = "trigger.timers-per-tick", defaultValue = "1000")
        int timersPerTick,

        @Property(name = "trigger.threads", defaultValue = "1")
        int threads,

        @Property(name = "trigger.cache-bytes", defaultValue = "16777216")
        long cacheBytes,

        @Property(name = "trigger.kafka-metrics", defaultValue = "false")
        boolean kafkaMetrics) {

    StreamsSettings streams(MeshConfiguration mesh) {
        String id = applicationId == null ? mesh.topicPrefix() + "trigger" : applicationId;
        return new StreamsSettings(id, mesh.stateDir(), commitInterval, threads, mesh.replication(), cacheBytes);
    }

    TopologySettings topology(MeshConfiguration mesh, PayloadReader payloads) {
        return new TopologySettings(
                mesh.topics(), mesh.partitions(), punctuateInterval, timersPerTick, mesh.serdes(), payloads);
    }
}
