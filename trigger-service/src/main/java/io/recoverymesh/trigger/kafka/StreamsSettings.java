package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.kafka.StreamsDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * How Streams runs.
 *
 * @param applicationId consumer group, prefix of internal topics and of transactional ids
 * @param stateDirectory where the stores lie
 * @param commitInterval of what made no request; a request is committed at once
 * @param threads of this instance
 * @param replication of internal topics; -1 for the cluster's default
 * @param cacheBytes for writes between two commits
 */
public record StreamsSettings(
        String applicationId,
        Path stateDirectory,
        Duration commitInterval,
        int threads,
        int replication,
        long cacheBytes) {
    public static final long DEFAULT_CACHE = 16L * 1024 * 1024;

    public StreamsSettings {
        if (!applicationId.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "Expected trigger.application-id of letters, digits or . _ -, but it is '" + applicationId + "'");
        }
        if (commitInterval.isNegative() || commitInterval.compareTo(Duration.ofSeconds(5)) > 0) {
            throw new IllegalArgumentException("Expected trigger.commit-interval between 0 and 5s, but it is "
                    + commitInterval + ": transactions end after 10s");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("Expected trigger.threads between 1 and 64, but it is " + threads);
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("Expected trigger.cache-bytes of 0 or more, but it is " + cacheBytes);
        }
    }

    /** @param instance unique among the running ones, the same after a restart: takes over at once; null: has no name */
    public Properties properties(ClientSettings kafka, String registryUrl, @Nullable String instance) {
        String bootstrapServers = String.valueOf(kafka.clients().get(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
        Map<String, Object> config = StreamsDefaults.of(applicationId, bootstrapServers, registryUrl, stateDirectory);
        kafka.addTo(config);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        if (instance != null) {
            StreamsDefaults.nameInstance(config, instance);
        }
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
