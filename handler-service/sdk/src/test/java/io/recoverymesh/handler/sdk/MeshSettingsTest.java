package io.recoverymesh.handler.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeshSettingsTest {
    @Test
    void everythingHasADefaultButTheInstance() {
        MeshSettings settings = MeshSettings.of(Map.of(), "i-1");
        assertThat(settings.instance()).isEqualTo("i-1");
        assertThat(settings.kafka()).containsExactly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));
        assertThat(settings.registry()).containsExactly(Map.entry("schema.registry.url", "http://127.0.0.1:8081"));
        assertThat(settings.topicPrefix()).isEqualTo("mesh.");
        assertThat(settings.stopWait()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void takesPropertiesOfTheClientsFromTheEnvironmentAndPrintsNone() {
        MeshSettings settings = MeshSettings.of(
                Map.of(
                        "MESH_BOOTSTRAP_SERVERS", "kafka:9093",
                        "MESH_REGISTRY_URL", "https://registry",
                        "MESH_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "MESH_KAFKA_SASL_JAAS_CONFIG", "secret",
                        "MESH_REGISTRY_BASIC_AUTH_USER_INFO", "u:secret",
                        "HANDLER_HEARTBEAT", "5s"),
                "i-1");
        assertThat(settings.kafka())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "secret");
        assertThat(settings.registry())
                .containsEntry("basic.auth.user.info", "u:secret")
                .hasSize(2);
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.toString()).doesNotContain("secret").contains("kafka:9093");
    }

    @Test
    void namesTheVariableThatIsWrong() {
        wrong("HANDLER_MAX_RUNNING", "many", "Expected HANDLER_MAX_RUNNING to be a whole number, but got 'many'");
        wrong("HANDLER_STOP_WAIT", "long", "Expected HANDLER_STOP_WAIT to be a duration as 10s, but got 'long'");
        wrong("MESH_TOPICS_CREATE", "yes", "Expected MESH_TOPICS_CREATE to be true or false, but got 'yes'");
        wrong(
                "MESH_BOOTSTRAP_SERVERS",
                "kafka",
                "Expected MESH_BOOTSTRAP_SERVERS to be host:port,host:port…, but got 'kafka'");
        wrong(
                "MESH_KAFKA_ISOLATION_LEVEL",
                "read_uncommitted",
                "Expected mesh.kafka.* to say how Kafka is reached, but got mesh.kafka.isolation.level, which the mesh"
                        + " sets itself. Remove it.");
    }

    private static void wrong(String name, String value, String message) {
        assertThatThrownBy(() -> MeshSettings.of(Map.of(name, value), "i-1")).hasMessage(message);
    }
}
