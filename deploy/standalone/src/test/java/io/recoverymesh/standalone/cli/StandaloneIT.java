package io.recoverymesh.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.standalone.telemetry.MetricsContract;
import io.recoverymesh.standalone.wiring.Standalone;
import io.recoverymesh.standalone.wiring.StandaloneException;
import io.recoverymesh.standalone.wiring.StandaloneSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole mesh, driven as a person drives it: by command lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
final class StandaloneIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ACTIONS = """
            actions:
              nothing: {program: /usr/bin/true, safety: idempotent}
            """;
    private static final String POLICIES = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart}
            spec:
              mode: auto
              on: [{health: {group: shop, status: DOWN, holdFor: 0s}}]
              objective: {rto: 1m}
              guard: {cooldown: 0s, fleet: {maxUnhealthy: 100%, calmFor: 0s}}
              steps: [{run: exec/nothing, timeout: 10s, safety: idempotent}]
              verify: {health: UP, stableFor: 500ms, within: 1m}
            """;

    @TempDir
    private static Path directory;

    private StandaloneSettings settings;
    private Standalone mesh;

    @BeforeAll
    void start() throws IOException {
        Path actions = Files.writeString(directory.resolve("actions.yaml"), ACTIONS);
        Path policies = Files.createDirectories(directory.resolve("policies"));
        Files.writeString(policies.resolve("restart.yaml"), POLICIES);
        settings = StandaloneSettings.in(directory.resolve("data"))
                .withPolicies(policies)
                .withActions(actions);
        mesh = Standalone.start(settings, line -> {});
        await().atMost(LIMIT).until(() -> json("policies")
                .path("policies")
                .findValuesAsText("name")
                .contains("restart"));
    }

    @AfterAll
    void stop() {
        mesh.close();
    }

    @Test
    void aSignalBecomesARecoveryThatIsVerifiedAndToldAsOneFlow() {
        run("signal", "--kind", "health", "-g", "shop", "-t", "orders", "--status", "DOWN", "--reason", "no answer");
        awaitVerdict("orders", "ADMITTED");
        run("signal", "-g", "shop", "-t", "orders", "--status", "UP");
        String flow = awaitFlow("orders", "RECOVERED");

        String told = run("flow", flow).out();

        assertThat(told).contains("RECOVERED after", "no answer", "ADMITTED", "exec/nothing", "verification");
        assertThat(run("targets", "-g", "shop").out()).contains("shop/orders", "UP");
        assertThat(run("breakers").out()).contains("shop/orders", "restart", "CLOSED");
    }

    @Test
    void aPausedMeshDoesNothingAndSaysSoUntilItIsResumed() {
        run("pause", "group", "shop", "--by", "ada", "--comment", "deploying");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        run("explain", "stock", "-g", "shop").out())
                .contains("would now be BLOCKED", "kill-switch", "deploying"));
        run("signal", "-g", "shop", "-t", "stock", "--status", "DOWN");
        awaitVerdict("stock", "BLOCKED");

        run("resume", "group", "shop", "--by", "ada", "--comment", "done");

        awaitVerdict("stock", "ADMITTED");
        run("signal", "-g", "shop", "-t", "stock", "--status", "UP");
        awaitFlow("stock", "RECOVERED");
    }

    @Test
    void aRecoveryIsRunByHand() {
        run("signal", "-g", "hands", "-t", "printer", "--status", "UP");
        await().atMost(LIMIT).until(() -> run("targets", "-g", "hands").out().contains("printer"));

        assertThat(run("run", "restart", "printer", "-g", "hands", "--by", "ada", "-m", "looks odd")
                        .out())
                .contains("Requested restart for hands/printer", "./mesh flow f-");

        awaitFlow("printer", "RECOVERED");
        assertThat(run("verdicts", "-t", "printer", "-g", "hands").out()).contains("ADMITTED");
    }

    @Test
    void policiesAreAppliedShownAndRemoved() throws IOException {
        Path file = directory.resolve("more.yaml");
        Files.writeString(file, POLICIES.replace("name: restart", "name: more").replace("group: shop", "group: more"));

        assertThat(run("policies", "apply", file.toString()).out()).contains("Loaded 1 documents of 1 files.");
        await().atMost(LIMIT).until(() -> run("policies").out().contains("more"));
        assertThat(run("policies", "show", "more").out()).contains("metadata: {name: more}");
        run("policies", "delete", "more");
        await().atMost(LIMIT).until(() -> !run("policies").out().contains("more"));
    }

    @Test
    void aRefusalIsOneSentenceAndExitCodeOne() {
        CommandRun refused = CommandRun.of("flow", "f-nothing", "--url", mesh.url());

        assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.err()).startsWith("mesh flow: Expected").contains("f-nothing");
        assertThat(refused.err().lines()).hasSize(1);
    }

    @Test
    void aBadSignalIsRefusedWithItsMend() throws IOException {
        Path file = Files.writeString(directory.resolve("signal.json"), "{\"kind\": \"rumour\", \"target\": \"a\"}");

        CommandRun refused = CommandRun.of("signal", "--file", file.toString(), "--url", mesh.url());

        assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
        assertThat(refused.err()).contains("Expected health, anomaly or alert, but got 'rumour'");
    }

    @Test
    void aSecondMeshOnTheSameDataIsRefused() {
        assertThatExceptionOfType(StandaloneException.class)
                .isThrownBy(() -> Standalone.start(settings, line -> {}))
                .withMessageContaining("Expected to be the only mesh on " + settings.data())
                .withMessageContaining("process " + ProcessHandle.current().pid())
                .withMessageContaining("--data");
    }

    @Test
    void aTakenPortIsNamedWithItsOption() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            StandaloneSettings other = StandaloneSettings.in(directory.resolve("other"));

            assertThatExceptionOfType(StandaloneException.class)
                    .isThrownBy(() -> Standalone.start(other.onPort(port), line -> {}))
                    .withMessageContaining("Expected port " + port)
                    .withMessageContaining("--port");
            assertThatExceptionOfType(StandaloneException.class)
                    .isThrownBy(() -> Standalone.start(other.withBrokerOnPort(port), line -> {}))
                    .withMessageContaining("Expected port " + port)
                    .withMessageContaining("--broker-port");
        }
    }

    @Test
    void aRestartKeepsFlowsAndGoesOn() {
        run("signal", "-g", "shop", "-t", "keeper", "--status", "DOWN");
        awaitVerdict("keeper", "ADMITTED");
        run("signal", "-g", "shop", "-t", "keeper", "--status", "UP");
        String flow = awaitFlow("keeper", "RECOVERED");
        JsonNode before = json("flow", flow);

        mesh.close();
        mesh = Standalone.start(settings, line -> {});

        await().atMost(LIMIT).untilAsserted(() -> assertThat(json("flow", flow)).isEqualTo(before));
        run("signal", "-g", "shop", "-t", "keeper-2", "--status", "DOWN");
        awaitVerdict("keeper-2", "ADMITTED");
        run("signal", "-g", "shop", "-t", "keeper-2", "--status", "UP");
        awaitFlow("keeper-2", "RECOVERED");
    }

    @Test
    void whatIsScrapedIsWhatIsDocumentedAndHoldsWhatDashboardAndAlertsUse() throws Exception {
        run("signal", "-g", "shop", "-t", "counter", "--status", "DOWN");
        awaitVerdict("counter", "ADMITTED");
        run("signal", "-g", "shop", "-t", "counter", "--status", "UP");
        awaitFlow("counter", "RECOVERED");

        String scrape = get("/prometheus");

        assertThat(MetricsContract.scraped(scrape)).containsAll(MetricsContract.used());
        assertThat(MetricsContract.documented()).containsAll(MetricsContract.scraped(scrape));
        assertThat(scrape.lines().filter(line -> line.startsWith("mesh_")))
                .noneMatch(line -> line.contains("counter\"") || line.contains("\"f-"));
        assertThat(get("/health")).contains("records are taken");
    }

    @Test
    void theAuditTrailIsWholeAndAForgedExportIsFound() throws IOException {
        run("signal", "-g", "shop", "-t", "ledger", "--status", "DOWN");
        awaitVerdict("ledger", "ADMITTED");
        run("signal", "-g", "shop", "-t", "ledger", "--status", "UP");
        awaitFlow("ledger", "RECOVERED");
        Path export = directory.resolve("audit.jsonl");

        assertThat(run("audit", "verify").out()).contains("shop", "0 findings");
        run("audit", "export", "--from", "1h", "-g", "shop", "-o", export.toString());
        assertThat(run("audit", "verify", "--file", export.toString()).out()).contains("0 findings");

        List<String> lines = Files.readAllLines(export);
        Files.writeString(
                export, String.join("\n", lines).replaceFirst("\"target\":\"ledger\"", "\"target\":\"other\""));
        CommandRun forged = CommandRun.of("audit", "verify", "--file", export.toString());
        assertThat(forged.exitCode()).isEqualTo(1);
        assertThat(forged.out()).contains("CHANGED");
        Files.write(export, lines.subList(0, lines.size() - 1));
        assertThat(CommandRun.of("audit", "verify", "--file", export.toString()).out())
                .contains("it was cut off");
        assertThat(run("report", "--from", "1h").out()).contains("shop/ledger", "restart", "100 %");
    }

    private String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(mesh.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private CommandRun run(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--url", mesh.url()));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private JsonNode json(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.add("--json");
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(run(all.toArray(String[]::new)).out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitVerdict(String target, String verdict) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        json("verdicts", "--target", target).path("verdicts").findValuesAsText("verdict"))
                .contains(verdict));
    }

    /** The id of the flow that ended so. */
    private String awaitFlow(String target, String outcome) {
        return await().atMost(LIMIT)
                .until(
                        () -> json("flows", "--target", target, "--outcome", outcome, "--state", "closed")
                                .path("flows")
                                .path(0)
                                .path("flowId")
                                .asText(),
                        id -> !id.isEmpty());
    }
}
