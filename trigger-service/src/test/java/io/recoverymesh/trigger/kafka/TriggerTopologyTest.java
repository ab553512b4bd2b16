package io.recoverymesh.trigger.kafka;

import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.kafka.TopologyBench.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.event.EventHeaders;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.Sent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerTopologyTest {
    private Path directory;
    private TopologyBench bench;

    @BeforeEach
    void start(@TempDir Path temporary) {
        directory = temporary;
        bench = TopologyBench.withPolicies(directory.resolve("one"));
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
