package io.recoverymesh.common.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Settings that every Streams application of the mesh runs with: exactly once, a commit as soon as a decision asks for
 * one, poison records to dead letters. Why each value: docs/decisions.
 */
public final class StreamsDefaults {
    private static final int COMMIT_MILLIS = 100;
    /** How late a commit may be that a burst owes at its end; a longer wait for records would delay it. */
    private static final int POLL_MILLIS = 10;

    private static final int BACK_OFF_MILLIS = 5;
    /** Delays nothing: a commit sends what lingers, and nobody sees it sooner. Without it every record is a request. */
    private static final int LINGER_MILLIS = 5;

    private static final int BATCH_BYTES = 128 * 1024;
    private static final int TRANSACTION_MILLIS = 10_000;
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 2_000;

    private StreamsDefaults() {}

    /**
     * A mutable map; callers add what is theirs.
     *
     * @param applicationId consumer group and prefix of internal topics
     * @param stateDir where stores live; explicit, never /tmp
     */
    public static Map<String, Object> of(
            String applicationId, String bootstrapServers, String registryUrl, Path stateDir) {
        Map<String, Object> config = new HashMap<>();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put("schema.registry.url", registryUrl);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        config.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), BACK_OFF_MILLIS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MILLIS);
        return config;
    }

    /**
     * Makes an instance a static member of its group: after a crash it takes over its own tasks at once, instead of when
     * the session of its predecessor has run out.
     *
     * @param instance unique among the running instances of the application, the same after a restart
     */
    public static void nameInstance(Map<String, Object> config, String instance) {
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    }
}
