package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.payload.PayloadReader;
import java.time.Duration;
import java.util.Map;

/**
 * What the topology needs to know.
 *
 * @param partitions of every topic keyed by target
 * @param tick how often due timers are looked for
 * @param timersPerTick how many of them are acted on at most, each time
 * @param serdes {@code schema.registry.url} and what belongs to it
 * @param payloads reads what is JSON
 */
public record TopologySettings(
        Topics topics,
        int partitions,
        Duration tick,
        int timersPerTick,
        Map<String, Object> serdes,
        PayloadReader payloads) {
    public static final Duration DEFAULT_TICK = Duration.ofMillis(100);
    public static final int DEFAULT_TIMERS_PER_TICK = 1000;

    /** Foreign formats are mapped by the presets. */
    public TopologySettings(
            Topics topics, int partitions, Duration tick, int timersPerTick, Map<String, Object> serdes) {
        this(topics, partitions, tick, timersPerTick, serdes, new PayloadReader(Mapping::presets));
    }

    public TopologySettings {
        serdes = Map.copyOf(serdes);
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "Expected mesh.topics.partitions of at least 1, but it is " + partitions);
        }
        if (tick.compareTo(Duration.ofMillis(1)) < 0 || tick.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "Expected trigger.punctuate-interval between 1ms and 1m, but it is " + tick);
        }
        if (timersPerTick < 1) {
            throw new IllegalArgumentException("Expected at least 1 timer per tick, but it is " + timersPerTick);
        }
    }
}
