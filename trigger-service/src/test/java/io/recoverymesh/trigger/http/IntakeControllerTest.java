package io.recoverymesh.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.HealthReported;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeControllerTest {
    private static final String ALERTMANAGER = "/api/v1/alerts/alertmanager";
    private static final String SIGNALS = "/api/v1/signals";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedServer server;
    private FakeIntake intake;

    @BeforeAll
    void start() {
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "trigger.enabled",
                        false,
                        "test.intake",
                        true,
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1));
        intake = server.getApplicationContext().getBean(FakeIntake.class);
    }

    @AfterAll
    void stop() {
        server.close();
        client.close();
    }

    @BeforeEach
    void empty() {
        intake.taken.clear();
        intake.kafkaIsAway = false;
    }

    @ParameterizedTest
    @CsvSource({
        "1-high-latency-firing, 1, 0",
        "2-target-down-firing, 2, 0",
        "3-pod-crash-looping-truncated, 5, 4",
        "4-high-latency-repeated, 1, 0",
        "5-target-down-resolved, 2, 0"
    })
    void acceptsWhatARealAlertmanagerSends(String name, int alerts, int truncated) throws Exception {
        HttpResponse<String> answer = post(ALERTMANAGER, "application/json", file(name));

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("accepted").asInt()).isEqualTo(alerts);
        assertThat(body.get("ids")).hasSize(alerts);
        assertThat(body.get("truncatedAlerts").asInt()).isEqualTo(truncated);
        assertThat(intake.taken).hasSize(alerts).allMatch(AlertReceived.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/cloudevents+json", "text/plain", "application/octet-stream"})
    void acceptsASignalWhateverItsContentTypeSays(String type) throws Exception {
        HttpResponse<String> answer = post(SIGNALS, type, "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"DOWN\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(intake.taken).singleElement().isInstanceOf(HealthReported.class);
    }

    @Test
    void acceptsABatchOfCloudEvents() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/m\",\"type\":\"health\","
                + "\"subject\":\"a\",\"data\":{\"status\":\"UP\"}}";
        HttpResponse<String> answer = post(
                SIGNALS,
                "application/cloudevents-batch+json",
                "[" + event.formatted("e-1") + "," + event.formatted("e-2") + "]");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("e-1").contains("e-2");
    }

    @Test
    void answersAProblemThatNamesTheOffenderAndTakesNothing() throws Exception {
        HttpResponse<String> answer = post(
                SIGNALS,
                "application/json",
                "[{\"kind\":\"health\",\"target\":\"a\",\"status\":\"UP\"},{\"kind\":\"health\",\"target\":\"a\"}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:recovery-mesh:problem:invalid-signal");
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("instance").asText()).isEqualTo(SIGNALS);
        assertThat(problem.get("detail").asText()).contains("at [1].status");
        assertThat(problem.get("errors").get(0).get("index").asInt()).isEqualTo(1);
        assertThat(problem.get("errors").get(0).get("pointer").asText()).isEqualTo("/1/status");
        assertThat(intake.taken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "[", "null", "\u0000\u0001"})
    void answersAProblemForWhatIsNoSignal(String body) throws Exception {
        assertThat(post(SIGNALS, "application/json", body).statusCode()).isEqualTo(400);
        assertThat(post(ALERTMANAGER, "application/json", body).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesTenThousandLevels() throws Exception {
        HttpResponse<String> answer = post(SIGNALS, "application/json", "[".repeat(10_000) + "]".repeat(10_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 50 levels");
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(post(SIGNALS, "application/json", " ".repeat(2 * 1024 * 1024))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(SIGNALS, "application/json", " ".repeat(11 * 1024 * 1024))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void asksToSendAgainWhileKafkaIsAway() throws Exception {
        intake.kafkaIsAway = true;
        HttpResponse<String> answer = post(ALERTMANAGER, "application/json", file("1-high-latency-firing"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        assertThat(answer.body()).contains("no broker answered");
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String file(String name) throws IOException {
        try (InputStream in = IntakeControllerTest.class.getResourceAsStream("/alertmanager/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
