package io.recoverymesh.trigger.kafka;

import static io.recoverymesh.trigger.Sent.health;
import static io.recoverymesh.trigger.kafka.TopologyBench.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.kafka.Partitions;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.common.topic.TopicKey;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.trigger.Sent;
import io.recoverymesh.trigger.payload.Payloads;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that lie in the wrong partition, or that nobody can read. */
class StrayRecordsTopologyTest {
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
