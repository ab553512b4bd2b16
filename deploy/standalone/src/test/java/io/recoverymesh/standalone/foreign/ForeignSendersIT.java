package io.recoverymesh.standalone.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.wiring.Standalone;
import io.recoverymesh.standalone.wiring.StandaloneSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set by JUnit
final class ForeignSendersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACTIONS = """
        actions:
          nothing: {program: /usr/bin/true, safety: idempotent}
        """;
    private static final String POLICIES = """
        apiVersion: recovery.mesh/v1
        kind: Recovery
        metadata: {name: restart-orders}
        spec:
          mode: auto
          on: [{alert: {labels: {alertname: OrdersDown, severity: critical}}}]
          guard: {cooldown: 0s, fleet: {maxUnhealthy: 100%, calmFor: 0s}}
          steps: [{run: exec/nothing, timeout: 10s, safety: idempotent}]
          verify: {health: UP, stableFor: 500ms, within: 2m}
        ---
        apiVersion: recovery.mesh/v1
        kind: Recovery
        metadata: {name: restart-payments}
        spec:
          mode: auto
          on: [{health: {service: payments, status: DOWN, holdFor: 0s}}]
          guard: {cooldown: 0s, fleet: {maxUnhealthy: 100%, calmFor: 0s}}
          steps: [{run: exec/nothing, timeout: 10s, safety: idempotent}]
          verify: {health: UP, stableFor: 500ms, within: 2m}
        """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private Standalone mesh;

    @BeforeAll
    void start() throws IOException {
        Path actions = Files.writeString(directory.resolve("actions.yaml"), ACTIONS);
        Path policies = Files.createDirectories(directory.resolve("policies"));
        Files.writeString(policies.resolve("policies.yaml"), POLICIES);
        mesh = Standalone.start(
                StandaloneSettings.in(directory.resolve("data"))
                        .withPolicies(policies)
                        .withActions(actions),
                line -> {});
        await().atMost(LIMIT)
                .until(() -> get("/api/v1/policies").path("policies").size() == 2);
    }

    @AfterAll
    void stop() {
        mesh.close();
        client.close();
    }

    @Test
    void aRealAlertmanagerDrivesARecoveryAndTheFlowShowsItsRepeatsAndItsResolution() throws Exception {
        Path program = ForeignProgram.find("prometheus-alertmanager");
        int port = LoopbackPort.free(1).getFirst();
        Path config = Files.writeString(directory.resolve("alertmanager.yml"), """
            route: {receiver: mesh, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
            receivers:
              - name: mesh
                webhook_configs: [{url: '%s/api/v1/alerts/alertmanager', send_resolved: true}]
            """.formatted(mesh.url()));
        String alertmanager = "http://127.0.0.1:" + port;
        try (ForeignProgram running = ForeignProgram.start(
                directory.resolve("alertmanager.log"),
                List.of(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + directory.resolve("alertmanager"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="))) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> status(alertmanager + "/-/ready") == 200);
            assertThat(running.isAlive()).isTrue();
            Instant since = Instant.now();
            alert(alertmanager, since, null);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(verdicts("orders/orders-0"))
                    .contains("ADMITTED")
                    .as("its repeats")
                    .hasSizeGreaterThan(2));
            alert(alertmanager, since, Instant.now());

            JsonNode flow = await().atMost(LIMIT)
                    .until(
                            () -> get("/api/v1/flows?target=orders/orders-0&outcome=RECOVERED")
                                    .path("flows")
                                    .path(0),
                            found -> !found.isMissingNode());
            String told = get("/api/v1/flows/" + flow.path("flowId").asText()).toString();
            assertThat(told).contains("ADMITTED", "JOINED", "OrdersDown", "RECOVERED", "is UP");
            assertThat(verdicts("orders/orders-0"))
                    .as("one recovery for all of them")
                    .containsOnlyOnce("ADMITTED");
        }
    }

    @Test
    void kcatPublishesASignalAsAnyKafkaClientWould() throws Exception {
        Path program = ForeignProgram.find("kcat");
        Path input =
                Files.writeString(directory.resolve("signal.json"), "{\"status\": \"DOWN\", \"reason\": \"by kcat\"}");
        int exit = ForeignProgram.run(
                directory.resolve("kcat.log"),
                input,
                List.of(
                        program.toString(),
                        "-P",
                        "-b",
                        mesh.bootstrapServers(),
                        "-t",
                        "mesh.health",
                        "-k",
                        "payments",
                        "-H",
                        "content-type=application/json",
                        "-H",
                        "ce_specversion=1.0",
                        "-H",
                        "ce_id=kcat-1",
                        "-H",
                        "ce_source=/kcat",
                        "-H",
                        "ce_type=com.example.health.reported"));
        assertThat(exit).as(Files.readString(directory.resolve("kcat.log"))).isZero();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(verdicts("payments")).containsExactly("ADMITTED"));
        String flow = get("/api/v1/flows?target=payments").findPath("flowId").asText();
        assertThat(get("/api/v1/flows/" + flow).toString()).contains("by kcat", "/kcat");
    }

    private void alert(String alertmanager, Instant startsAt, @Nullable Instant endsAt)
            throws IOException, InterruptedException {
        String body = "[{\"labels\":{\"alertname\":\"OrdersDown\",\"service\":\"orders\",\"instance\":\"orders-0\","
                + "\"severity\":\"critical\"},\"annotations\":{\"summary\":\"orders is failing\"},\"startsAt\":\""
                + startsAt
                + "\"" + (endsAt == null ? "" : ",\"endsAt\":\"" + endsAt + "\"") + "}]";
        HttpRequest request = HttpRequest.newBuilder(URI.create(alertmanager + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }

    private List<String> verdicts(String target) {
        return get("/api/v1/verdicts?target=" + target).path("verdicts").findValuesAsText("verdict");
    }

    private int status(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(client.send(
                            HttpRequest.newBuilder(URI.create(mesh.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
