package io.recoverymesh.standalone.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TriggerServiceIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RESTART = """
        apiVersion: recovery.mesh/v1
        kind: Recovery
        metadata: {name: restart-payments}
        spec:
          on: [{health: {service: payments, status: DOWN, holdFor: %s}}]
          steps: [{run: exec/restart-payments}]
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path state;

    @Test
    void turnsASignalOverHttpIntoARequestOnce() throws Exception {
        try (TriggerUnderTest trigger = new TriggerUnderTest("http", state)) {
            trigger.start();
            trigger.declare(RESTART.formatted("0s"));
            awaitPolicies(trigger, 1);
            assertThat(trigger.post(
                                    "/api/v1/signals",
                                    "{\"kind\":\"health\",\"target\":\"payments\",\"status\":\"DOWN\"}")
                            .statusCode())
                    .isEqualTo(202);

            RecoveryRequest request = awaitRequests(trigger, 1).getFirst();
            assertThat(request.getPolicy()).isEqualTo("restart-payments");
            ConsumerRecord<String, byte[]> record =
                    trigger.readRaw(trigger.topics.requests.name()).getFirst();
            assertThat(record.key()).isEqualTo("default/payments");
            assertThat(record.partition()).isEqualTo(Partitions.ofGroup("default", 4));
            assertThat(trigger.read(trigger.topics.targets.name(), TargetHealth.class))
                    .singleElement()
                    .satisfies(t -> assertThat(t.getFlowId()).isEqualTo(request.getFlowId()));
            assertThat(trigger.post(
                                    "/api/v1/trigger/explain?policy=restart-payments",
                                    "{\"kind\":\"health\",\"target\":\"payments\",\"status\":\"UP\"}")
                            .body())
                    .contains("\"has acted in episode " + request.getEpisode())
                    .contains("Expected state DOWN, but it is UP")
                    .contains("\"health\":\"UP\"");
        }
    }

    @Test
    void firesAHoldThatWasRunningWhenItWasStopped() throws Exception {
        try (TriggerUnderTest trigger = new TriggerUnderTest("restart", state)) {
            trigger.start();
            trigger.declare(RESTART.formatted("4s"));
            awaitPolicies(trigger, 1);
            trigger.post("/api/v1/signals", "{\"kind\":\"health\",\"target\":\"payments\",\"status\":\"DOWN\"}");
            await().atMost(SOON).until(() -> kinds(trigger).equals(List.of(TriggerEventKind.HOLD_STARTED)));
            trigger.stop();

            trigger.start();

            awaitRequests(trigger, 1);
            assertThat(kinds(trigger)).containsExactly(TriggerEventKind.HOLD_STARTED, TriggerEventKind.FIRED);
        }
    }

    @Test
    void whatWasOverBeforeItStartedIsNotActedOnAndWhatIsNotIs() throws Exception {
        try (TriggerUnderTest trigger = new TriggerUnderTest("outage", state)) {
            trigger.start();
            trigger.declare(RESTART.formatted("0s"));
            trigger.declare(RESTART.formatted("0s").replace("payments", "orders"));
            awaitPolicies(trigger, 2);
            trigger.stop();
            send(trigger, "payments", HealthStatus.DOWN);
            send(trigger, "payments", HealthStatus.UP);
            send(trigger, "orders", HealthStatus.UP);
            send(trigger, "orders", HealthStatus.DOWN);

            trigger.start();

            assertThat(awaitRequests(trigger, 1).getFirst().getTarget()).isEqualTo("orders");
            assertThat(trigger.read(trigger.topics.triggerEvents.name(), TriggerEvent.class))
                    .filteredOn(event -> event.getTarget().equals("payments"))
                    .extracting(TriggerEvent::getKind)
                    .containsExactly(TriggerEventKind.HOLD_STARTED, TriggerEventKind.HOLD_CANCELLED);
        }
    }

    private static void send(TriggerUnderTest trigger, String target, HealthStatus status) {
        String topic = trigger.topics.health.name();
        HealthReported report = HealthReported.newBuilder(report(target))
                .setId(target + status)
                .setStatus(status)
                .setObservedAt(Instant.now())
                .build();
        trigger.send(topic, Partitions.of(TopicKey.TARGET, target, 4), target, trigger.bytes(topic, report));
    }

    @Test
    void buriesPoisonAndServesItsNeighboursWhereverTheyLie() {
        try (TriggerUnderTest trigger = new TriggerUnderTest("poison", state)) {
            trigger.start();
            String topic = trigger.topics.health.name();
            int right = Partitions.of(TopicKey.TARGET, "orders", 4);
            trigger.send(topic, right, "orders", "garbage".getBytes(StandardCharsets.UTF_8));
            trigger.send(topic, right, "orders", new byte[] {0, 0, 127, 0, 0, 1});
            trigger.send(topic, (right + 1) % 4, "whatever", trigger.bytes(topic, report("orders")));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(trigger.read(trigger.topics.targets.name(), TargetHealth.class))
                            .singleElement()
                            .satisfies(t -> assertThat(t.getTarget()).isEqualTo("orders")));
            await().atMost(SOON).untilAsserted(() -> assertThat(trigger.readRaw(trigger.topics.health.deadLetters()))
                    .hasSize(2)
                    .allSatisfy(letter -> assertThat(RecordHeaders.text(letter.headers(), "__recovery.errors.reason"))
                            .startsWith("Expected")));
        }
    }

    @Test
    void probesWhatAServiceDeclares() throws IOException {
        ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (TriggerUnderTest trigger = new TriggerUnderTest("probe", state)) {
            trigger.start();
            trigger.declare("""
                apiVersion: recovery.mesh/v1
                kind: Service
                metadata: {name: orders}
                spec:
                  group: shop
                  probes: [{tcp: '127.0.0.1:%d', interval: 100ms, failures: 2, successes: 1}]
                """.formatted(socket.getLocalPort()));
            awaitHealth(trigger, HealthStatus.UP);
            socket.close();
            awaitHealth(trigger, HealthStatus.DOWN);
        } finally {
            socket.close();
        }
    }

    private static void awaitHealth(TriggerUnderTest trigger, HealthStatus health) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(trigger.read(trigger.topics.targets.name(), TargetHealth.class))
                        .last()
                        .satisfies(t -> {
                            assertThat(t.getGroup()).isEqualTo("shop");
                            assertThat(t.getHealth()).isEqualTo(health);
                        }));
    }

    private static void awaitPolicies(TriggerUnderTest trigger, int count) {
        await().atMost(SOON).until(() -> trigger.get("/health").body().contains("\"policies\":" + count));
    }

    private static List<RecoveryRequest> awaitRequests(TriggerUnderTest trigger, int count) {
        await().atMost(SOON)
                .until(() -> trigger.read(trigger.topics.requests.name(), RecoveryRequest.class)
                                .size()
                        == count);
        return trigger.read(trigger.topics.requests.name(), RecoveryRequest.class);
    }

    private static List<TriggerEventKind> kinds(TriggerUnderTest trigger) {
        return trigger.read(trigger.topics.triggerEvents.name(), TriggerEvent.class).stream()
                .map(TriggerEvent::getKind)
                .toList();
    }

    private static HealthReported report(String target) {
        return HealthReported.newBuilder()
                .setId("h-1")
                .setTarget(target)
                .setStatus(HealthStatus.UP)
                .setObservedAt(Instant.now())
                .setSource("it")
                .build();
    }
}
