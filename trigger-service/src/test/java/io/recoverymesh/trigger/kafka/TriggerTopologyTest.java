package io.recoverymesh.trigger.kafka;

import static io.recoverymesh.trigger.Declared.catalogue;
import static io.recoverymesh.trigger.Declared.onHealth;
import static io.recoverymesh.trigger.Declared.onRecovery;
import static io.recoverymesh.trigger.Declared.policy;
import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.kafka.TopologyBench.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.schemas.TriggerEventKind;
import io.recoverymesh.trigger.Sent;
import io.recoverymesh.trigger.payload.Payloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TriggerTopologyTest {
    private static final Duration HOLD = Duration.ofSeconds(30);

    private Path directory;
    private TopologyBench bench;

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
        bench = new TopologyBench(directory.resolve("one"), 1);
        bench.catalogue = catalogue(
                policy("restart", onHealth("payments", "DOWN").done()),
                policy("slow", onHealth("orders", "DOWN").holdFor(HOLD).done()),
                policy("warm", onRecovery("restart", "RECOVERED").done()));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void isTheTopologyThatWasReviewed() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
            String reviewed =
                    new String(Objects.requireNonNull(golden, "topology.txt").readAllBytes(), StandardCharsets.UTF_8);
            String built = TriggerTopology.build(TopologyBench.settings(4), () -> bench.catalogue, TriggerObserver.NONE)
                    .describe()
                    .toString();
            assertThat(built)
                    .as("a renamed store loses its content: change src/test/resources/topology.txt on purpose")
                    .isEqualToIgnoringWhitespace(reviewed);
        }
    }

    @Test
    void publishesHealthAndRequestWithTheirCauses() {
        bench.send(TOPICS.health.name(), "payments", health("payments", HealthStatus.DOWN, 0));

        TestRecord<String, TargetHealth> target =
                bench.read(TOPICS.targets.name(), TargetHealth.class).getFirst();
        assertThat(target.key()).isEqualTo("default/payments");
        assertThat(target.value().getHealth()).isEqualTo(HealthStatus.DOWN);
        TestRecord<String, RecoveryRequest> request =
                bench.read(TOPICS.requests.name(), RecoveryRequest.class).getFirst();
        assertThat(request.key()).isEqualTo("default/payments");
        assertThat(request.value().getPolicy()).isEqualTo("restart");
        assertThat(text(request.headers(), EventHeaders.TYPE)).isEqualTo("RecoveryRequest");
        assertThat(text(request.headers(), EventHeaders.CORRELATION_ID))
                .isEqualTo(request.value().getFlowId());
        assertThat(text(request.headers(), EventHeaders.CAUSATION_ID))
                .isEqualTo(request.value().getSignal().getId());
    }

    @Test
    void publishesNothingForWhatChangesNothing() {
        bench.send(TOPICS.health.name(), "cart", health("cart", HealthStatus.UP, 0));
        bench.read(TOPICS.targets.name(), TargetHealth.class);
        for (int i = 0; i < 10; i++) {
            bench.send(TOPICS.health.name(), "cart", health("cart", HealthStatus.UP, i));
        }
        assertThat(bench.readRaw(TOPICS.targets.name())).isEmpty();
        assertThat(bench.readRaw(TOPICS.triggerEvents.name())).isEmpty();
        assertThat(bench.readRaw(TOPICS.requests.name())).isEmpty();
    }

    @Test
    void acceptsJsonAndTakesTopicAndKeyForWhatItLeavesOut() {
        bench.sendRaw(TOPICS.health.name(), "payments", bytes("{\"status\":\"DOWN\"}"), headers());
        bench.sendRaw(
                TOPICS.alert.name(),
                "cart",
                bytes("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/m\",\"type\":\"alert\",\"subject\":\"cart\","
                        + "\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"name\":\"Errors\"}}"),
                headers());

        assertThat(bench.read(TOPICS.targets.name(), TargetHealth.class))
                .extracting(r -> r.key() + " " + r.value().getHealth())
                .containsExactly("default/payments DOWN", "default/cart DEGRADED");
        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class)).hasSize(1);
    }

    @Test
    void firesAHoldByTheClock() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        bench.driver.advanceWallClockTime(Duration.ofSeconds(29));
        assertThat(bench.readRaw(TOPICS.requests.name())).isEmpty();

        bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
        bench.driver.advanceWallClockTime(Duration.ofSeconds(60));

        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class)).hasSize(1);
        assertThat(bench.read(TOPICS.triggerEvents.name(), TriggerEvent.class))
                .extracting(r -> r.value().getKind())
                .containsExactly(TriggerEventKind.HOLD_STARTED, TriggerEventKind.FIRED);
    }

    @Test
    void firesAHoldThatWasRunningWhenTheServiceStopped() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        try (TopologyBench after = new TopologyBench(directory.resolve("two"), 1, Sent.at(20))) {
            after.catalogue = bench.catalogue;
            after.restoreFrom(bench);
            after.driver.advanceWallClockTime(Duration.ofSeconds(9));
            assertThat(after.readRaw(TOPICS.requests.name())).isEmpty();

            after.driver.advanceWallClockTime(Duration.ofSeconds(1));

            bench.driver.advanceWallClockTime(Duration.ofSeconds(30));
            assertThat(after.read(TOPICS.requests.name(), RecoveryRequest.class))
                    .singleElement()
                    .satisfies(r -> assertThat(r.value())
                            .as("as if it had not stopped")
                            .isEqualTo(bench.read(TOPICS.requests.name(), RecoveryRequest.class)
                                    .getFirst()
                                    .value()));
        }
    }

    @Test
    void keepsNoTimerOfAHoldThatWasCancelledButWhenToForgetTheTarget() {
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.DOWN, 0));
        bench.send(TOPICS.health.name(), "orders", health("orders", HealthStatus.UP, 1));
        assertThat(bench.timers()).containsExactly(Sent.T0.plus(Duration.ofDays(8)));
    }

    @Test
    void forgetsATargetThatNothingIsHeardOfForDays() {
        bench.send(TOPICS.health.name(), "cart", health("cart", HealthStatus.UP, 0));
        bench.driver.advanceWallClockTime(Duration.ofDays(8).minusSeconds(1));
        assertThat(bench.states()).containsExactly("default/cart");
        bench.driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(bench.states()).isEmpty();
        assertThat(bench.timers()).isEmpty();
        assertThat(bench.read(TOPICS.targets.name(), TargetHealth.class))
                .extracting(r -> r.value().getHealth())
                .containsExactly(HealthStatus.UP, HealthStatus.UNKNOWN);
    }

    @Test
    void timersFireInBoundedBatchesAfterAPauseAndNoneTwice() {
        bench.catalogue =
                catalogue(policy("slow", onHealth(null, "DOWN").holdFor(HOLD).done()));
        for (int i = 0; i < 2_500; i++) {
            bench.send(TOPICS.health.name(), "t" + i, health("t" + i, HealthStatus.DOWN, 0));
        }
        bench.driver.advanceWallClockTime(HOLD);
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(1_000);
        bench.driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(1_000);
        bench.driver.advanceWallClockTime(Duration.ofMillis(100));
        assertThat(bench.readRaw(TOPICS.requests.name())).hasSize(500);
        bench.driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(bench.readRaw(TOPICS.requests.name())).isEmpty();
    }

    @Test
    void ofTheBacklogOfAnOutageOnlyWhatIsFreshIsActedOn() {
        bench.catalogue = catalogue(policy("any", onHealth(null, "DOWN").done()));
        long outage = Duration.ofHours(6).toSeconds();
        for (int i = 0; i < 2_000; i++) {
            String target = "stale-" + i % 100;
            bench.send(TOPICS.health.name(), target, health(target, HealthStatus.DOWN, i - outage));
        }
        for (int i = 0; i < 20; i++) {
            bench.send(TOPICS.health.name(), "fresh-" + i, health("fresh-" + i, HealthStatus.DOWN, 0));
        }
        bench.driver.advanceWallClockTime(Duration.ofMinutes(2));

        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class))
                .hasSize(20)
                .allSatisfy(request -> assertThat(request.value().getTarget()).startsWith("fresh-"));
        assertThat(bench.read(TOPICS.triggerEvents.name(), TriggerEvent.class))
                .as("each stale target is told of once, not once per signal")
                .hasSize(100)
                .allSatisfy(event -> assertThat(event.value().getKind()).isEqualTo(TriggerEventKind.EXPIRED));
    }

    @Test
    void reroutesOnceWhatLiesInTheWrongPartition() {
        String elsewhere = Stream.iterate(0, i -> i + 1)
                .map(i -> "t" + i)
                .filter(t -> Partitions.of(TopicKey.TARGET, t, 4) != 0)
                .findFirst()
                .orElseThrow();
        try (TopologyBench wide = new TopologyBench(directory.resolve("three"), 4)) {
            wide.send(TOPICS.health.name(), "wrong-key", health(elsewhere, HealthStatus.DOWN, 0));
            // the driver has one partition only: what is re-published comes back to it, once
            List<TestRecord<byte[], byte[]>> rerouted = wide.readRaw(TOPICS.health.name());
            assertThat(rerouted).singleElement().satisfies(r -> {
                assertThat(new String(r.key(), StandardCharsets.UTF_8)).isEqualTo(elsewhere);
                assertThat(r.headers().lastHeader(TriggerProcessor.REROUTED)).isNotNull();
            });
            assertThat(wide.read(TOPICS.targets.name(), TargetHealth.class)).hasSize(1);
        }
    }

    @Test
    void takesARecordOfManySignalsApartForTheirPartitions() {
        try (TopologyBench wide = new TopologyBench(directory.resolve("four"), 4)) {
            byte[] logs = Payloads.file("payload/otel-logs");
            byte[] alerts = Payloads.file("payload/grafana-firing");
            wide.sendRaw(TOPICS.alert.name(), "collector", logs, headers());
            wide.sendRaw(TOPICS.alert.name(), "grafana", alerts, headers());

            assertThat(wide.read(TOPICS.targets.name(), TargetHealth.class))
                    .extracting(r -> r.key())
                    .contains("shop/checkout/checkout-7d9f8b6c5d-x2x4z");
            assertThat(wide.readRaw(TOPICS.alert.deadLetters())).isEmpty();
            wide.readRaw(TOPICS.anomaly.name()).forEach(part -> assertThat(part.value()[0])
                    .as("Avro, of the kind that its topic holds")
                    .isZero());
        }
    }

    @Test
    void chainsOnTheEndOfARecoveryOneDeeperAndOnce() {
        bench.send(TOPICS.events.name(), "default/payments", event(1, started(2)));
        bench.send(TOPICS.events.name(), "default/payments", event(2, ended()));
        bench.send(TOPICS.events.name(), "default/payments", event(2, ended()));

        assertThat(bench.read(TOPICS.requests.name(), RecoveryRequest.class))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.value().getPolicy()).isEqualTo("warm");
                    assertThat(request.value().getDepth()).isEqualTo(3);
                    assertThat(request.value().getFlowId()).isEqualTo("f-1");
                });
    }

    static Stream<byte[]> poison() {
        return Stream.of(
                bytes("garbage"),
                new byte[0],
                new byte[] {0},
                new byte[] {0, 0, 0, 127, 127, 1, 2, 3},
                new byte[] {0, 0, 0, 0, 1, 99},
                bytes("{\"status\":"),
                bytes("{\"status\":\"SICK\"}"),
                bytes("[{\"status\":\"UP\"},7]"),
                bytes("[".repeat(10_000) + "]".repeat(10_000)),
                bytes("{\"status\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001)),
                bytes("{\"status\":\"UP\",\"x\":\"" + "y".repeat(10_000_000) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void putsPoisonIntoTheDeadLettersAndGoesOn(byte[] value) {
        bench.sendRaw(TOPICS.health.name(), "cart", value, headers());
        bench.send(TOPICS.health.name(), "cart", health("cart", HealthStatus.UP, 0));

        assertThat(bench.readRaw(TOPICS.health.deadLetters())).singleElement().satisfies(letter -> {
            int kept = Math.min(value.length, DeadLetter.MAX_VALUE);
            assertThat(letter.value()).hasSize(kept).startsWith(java.util.Arrays.copyOf(value, Math.min(kept, 100)));
            assertThat(text(letter.headers(), "__recovery.errors.reason")).startsWith("Expected");
            assertThat(text(letter.headers(), "__recovery.errors.topic")).isEqualTo("mesh.health");
            assertThat(text(letter.headers(), "__recovery.errors.offset")).isEqualTo("0");
        });
        assertThat(bench.read(TOPICS.targets.name(), TargetHealth.class)).hasSize(1);
    }

    @Test
    void putsARecordOfAnotherTypeIntoTheDeadLetters() {
        bench.sendStrange(TOPICS.health.name(), "cart", event(1, ended()));
        bench.sendStrange(TOPICS.events.name(), "cart", health("cart", HealthStatus.UP, 0));

        assertThat(bench.readRaw(TOPICS.health.deadLetters())).hasSize(1);
        assertThat(bench.readRaw(TOPICS.events.deadLetters())).hasSize(1);
    }

    private static RecoveryEvent event(long sequence, Object fact) {
        return RecoveryEvent.newBuilder()
                .setId("e-" + sequence)
                .setSequence(sequence)
                .setGroup("default")
                .setTarget("payments")
                .setFlowId("f-1")
                .setRecoveryId("r-1")
                .setPolicy("restart")
                .setAt(Sent.T0)
                .setCausationId("c")
                .setFacts(List.of(fact))
                .build();
    }

    private static RecoveryEnded ended() {
        return RecoveryEnded.newBuilder()
                .setOutcome(Outcome.RECOVERED)
                .setReason("verified")
                .setDurationMs(1)
                .build();
    }

    private static RecoveryStarted started(int depth) {
        return RecoveryStarted.newBuilder()
                .setPolicyVersion("v1")
                .setPolicyDocument("{}")
                .setIdempotencyKey("k")
                .setFence(1)
                .setSeed(1)
                .setDepth(depth)
                .build();
    }

    private static Headers headers() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    private static String text(Headers headers, String name) {
        return Objects.requireNonNull(RecordHeaders.text(headers, name), name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
