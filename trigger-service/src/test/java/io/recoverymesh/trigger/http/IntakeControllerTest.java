package io.recoverymesh.trigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.trigger.payload.Payloads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
        server = FakeIntake.serve();
        intake = server.getApplicationContext().getBean(FakeIntake.class);
    }

    @AfterAll
    void stop() {
        server.close();
        client.close();
    }

    @BeforeEach
    void empty() {
        intake.reset();
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
    void acceptsACloudEventWhoseAttributesAreHeaders() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.getURL() + SIGNALS))
                .header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", "b-1")
                .header("ce-source", "/monitor")
                .header("ce-type", "com.example.health.reported")
                .header("ce-subject", "payments%2F1")
                .header("ce-team", "caf%C3%A9")
                .POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"DOWN\"}"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(202);
        assertThat(intake.taken).singleElement().isInstanceOfSatisfying(HealthReported.class, report -> {
            assertThat(report.getId()).isEqualTo("b-1");
            assertThat(report.getTarget()).isEqualTo("payments/1");
            assertThat(report.getLabels()).containsEntry("team", "café");
        });
    }

    @Test
    void acceptsGrafanaAndOpenTelemetryOnTheirPaths() throws Exception {
        byte[] grafana = Payloads.file("payload/grafana-firing");
        assertThat(post("/api/v1/alerts/grafana", "application/json", new String(grafana, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(202);
        HttpResponse<String> exported = post(
                "/v1/logs", "application/json", new String(Payloads.file("payload/otel-logs"), StandardCharsets.UTF_8));
        assertThat(exported.statusCode()).isEqualTo(200);
        assertThat(exported.body()).isEqualTo("{\"partialSuccess\":{}}");
        assertThat(intake.taken).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-protobuf",
                "application/xml",
                "application/cloudevents+avro",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1"
            })
    void refusesWhatItCannotRead(String type) throws Exception {
        HttpResponse<String> answer = post(SIGNALS, type, "{}");
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("Expected");
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
