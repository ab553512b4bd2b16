package io.recoverymesh.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    @Test
    void passesOnWhatSaysHowKafkaIsReached() {
        ClientSettings settings = ClientSettings.of(
                "kafka:9093",
                Map.of("security.protocol", "SASL_SSL", "sasl-mechanism", "PLAIN", "request.timeout.ms", 9000));
        assertThat(settings.clients())
                .containsEntry("bootstrap.servers", "kafka:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .as("as an environment variable gives it")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("request.timeout.ms", "9000");
    }

    @Test
    void reachesEveryClientOfAStreamsApplicationAndLeavesOurSettingsAlone() {
        Map<String, Object> config = new HashMap<>(
                Map.of("application.id", "a", "bootstrap.servers", "kafka:9093", "request.timeout.ms", 5000));
        ClientSettings.of("other:1", Map.of("sasl.mechanism", "PLAIN", "request.timeout.ms", 9000))
                .addTo(config);

        StreamsConfig streams = new StreamsConfig(config);
        assertThat(streams.getMainConsumerConfigs("g", "c", 0)).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(streams.getRestoreConsumerConfigs("c")).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(streams.getProducerConfigs("c")).containsEntry("sasl.mechanism", "PLAIN");
        assertThat(streams.getAdminConfigs("c"))
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        assertThat(config).containsEntry("bootstrap.servers", "kafka:9093");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acks", "isolation.level", "group.id", "processing.guarantee", "bootstrap.servers"})
    void refusesWhatThePromisesRestOn(String name) {
        assertThatThrownBy(() -> ClientSettings.of("kafka:9092", Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but got mesh.kafka." + name);
    }

    @Test
    void showsNoPasswords() {
        assertThat(ClientSettings.of("k:1", Map.of("sasl.jaas.config", "secret"))
                        .toString())
                .isEqualTo("ClientSettings[bootstrap.servers, sasl.jaas.config]");
    }
}
