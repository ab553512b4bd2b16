package io.recoverymesh.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.standalone.broker.BrokerSettings;
import io.recoverymesh.standalone.broker.EmbeddedBroker;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All clients of all services get through to a broker that takes nobody without a password. */
final class SaslIT {
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"mesh\" password=\"secret\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyServiceRunsOnABrokerWithPasswords(@TempDir Path directory) throws Exception {
        BrokerSettings settings = new BrokerSettings(
                directory.resolve("broker"),
                0,
                SecurityProtocol.SASL_PLAINTEXT,
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "sasl.mechanism.inter.broker.protocol",
                        "PLAIN",
                        "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                        LOGIN + " user_mesh=\"secret\";",
                        "listener.security.protocol.map",
                        "CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(settings);
                EmbeddedServer server = ApplicationContext.run(
                        EmbeddedServer.class, properties(directory, broker.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode details =
                        JSON.readTree(send(server, "/health", null).body()).path("details");
                assertThat(details.path("trigger").path("status").asText()).isEqualTo("UP");
                assertThat(details.path("correlation").path("status").asText()).isEqualTo("UP");
                assertThat(details.path("handler").path("status").asText()).isEqualTo("UP");
            });
            assertThat(send(
                                    server,
                                    "/api/v1/signals",
                                    "{\"kind\":\"health\",\"target\":\"payments\",\"status\":\"DOWN\"}")
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            send(server, "/api/v1/targets", null).body())
                    .contains("payments"));
        }
    }

    private Map<String, Object> properties(Path directory, String bootstrapServers) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("mesh.bootstrap-servers", bootstrapServers);
        properties.put("mesh.registry-url", MeshInfrastructure.shared().registryUrl());
        properties.put("mesh.topic-prefix", "it.sasl.");
        properties.put("mesh.topics.replication", 1);
        properties.put("mesh.state-dir", directory.resolve("state").toString());
        properties.put("mesh.kafka.security.protocol", "SASL_PLAINTEXT");
        properties.put("mesh.kafka.sasl.mechanism", "PLAIN");
        properties.put("mesh.kafka.sasl.jaas.config", LOGIN + ";");
        properties.put("endpoints.health.sensitive", false);
        properties.put("endpoints.health.details-visible", "ANONYMOUS");
        return properties;
    }

    private static HttpResponse<String> send(EmbeddedServer server, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.getURL() + path));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
