package io.recoverymesh.trigger.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Streams runs.
 *
 * @param applicationId consumer group, prefix of internal topics and of transactional ids
 * @param stateDirectory where the stores lie
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
    }

    /** Configuration of the application; early commits are cheap only with the short back-off. */
    public Properties properties(Map<String, Object> clientConfig, Map<String, Object> serdes) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.putAll(serdes);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}
