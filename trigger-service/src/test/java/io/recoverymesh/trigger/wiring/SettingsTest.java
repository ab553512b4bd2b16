package io.recoverymesh.trigger.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.common.kafka.ClientSettings;
import io.recoverymesh.common.topic.Topics;
import io.recoverymesh.trigger.kafka.StreamsSettings;
import io.recoverymesh.trigger.kafka.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @Test
    void runsExactlyOnceWithCheapEarlyCommits() {
        Properties properties = streams("mesh-trigger", INTERVAL, 1)
                .properties(ClientSettings.of("127.0.0.1:9092", Map.of()), "mock://settings", "one");
        assertThat(properties)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100L)
                .containsEntry("producer.retry.backoff.ms", 5)
                .containsEntry("producer.linger.ms", 5)
                .containsEntry("producer.transaction.timeout.ms", 10_000)
                .containsEntry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true)
                .containsEntry("main.consumer.group.instance.id", "one")
                .containsEntry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        assertThat(new StreamsConfig(properties)).isNotNull();
    }

    @Test
    void refusesWhatCannotWorkAndNamesTheSetting() {
        assertThatThrownBy(() -> streams("a b", INTERVAL, 1)).hasMessageContaining("trigger.application-id");
        assertThatThrownBy(() -> streams("a", Duration.ofSeconds(6), 1))
                .hasMessageContaining("trigger.commit-interval");
        assertThatThrownBy(() -> streams("a", INTERVAL, 0)).hasMessageContaining("trigger.threads");
        assertThatThrownBy(() -> topology(0, INTERVAL)).hasMessageContaining("mesh.topics.partitions");
        assertThatThrownBy(() -> topology(4, Duration.ZERO)).hasMessageContaining("trigger.punctuate-interval");
    }

    @Test
    void readsItsDefaultsFromItsOwnFile() {
        assertThat(TriggerApplication.defaults().get("micronaut.server.host")).isEqualTo("127.0.0.1");
    }

    private static StreamsSettings streams(String id, Duration interval, int threads) {
        return new StreamsSettings(id, Path.of("state"), interval, threads, -1, 0);
    }

    private static TopologySettings topology(int partitions, Duration tick) {
        return new TopologySettings(Topics.withDefaultPrefix(), partitions, tick, 1000, Map.of());
    }
}
