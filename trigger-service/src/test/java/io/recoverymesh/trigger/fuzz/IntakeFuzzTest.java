package io.recoverymesh.trigger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.registry.AvroDeserializer;
import io.recoverymesh.common.registry.AvroSerializer;
import io.recoverymesh.common.registry.UndecodableRecordException;
import io.recoverymesh.trigger.mapping.MappingReading;
import io.recoverymesh.trigger.payload.Envelope;
import io.recoverymesh.trigger.payload.Payload;
import io.recoverymesh.trigger.payload.Payloads;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeFuzzTest {
    private static final Map<String, Object> REGISTRY = Map.of("schema.registry.url", "mock://fuzz");
    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/m\",\"type\":\"health\","
            + "\"subject\":\"payments\",\"time\":\"2026-03-01T11:00:00Z\",\"team\":\"shop\",\"data\":{\"status\":\"UP\"}}";

    private static Map<String, List<byte[]>> examples() {
        return Map.ofEntries(
                Map.entry(
                        "alertmanager",
                        List.of(
                                Payloads.file("alertmanager/1-high-latency-firing"),
                                Payloads.file("alertmanager/5-target-down-resolved"))),
                Map.entry("grafana", List.of(Payloads.file("payload/grafana-firing"))),
                Map.entry(
                        "kubernetes",
                        List.of(
                                Payloads.file("payload/kubernetes-exporter"),
                                Payloads.file("payload/kubernetes-core-v1"),
                                Payloads.file("payload/kubernetes-events-v1"))),
                Map.entry("otel", List.of(Payloads.file("payload/otel-logs"))),
                Map.entry(
                        "cloudevents",
                        List.of(
                                bytes(EVENT),
                                bytes("[" + EVENT + "," + EVENT + "]"),
                                bytes(EVENT.replace(
                                        "\"data\":{\"status\":\"UP\"}", "\"data_base64\":\"eyJzdGF0dXMiOiJVUCJ9\"")))),
                Map.entry(
                        "plain",
                        List.of(
                                bytes(
                                        "{\"kind\":\"health\",\"target\":\"payments/payments-1\",\"status\":\"DOWN\",\"reason\":\"x\"}"),
                                bytes(
                                        "[{\"kind\":\"alert\",\"service\":\"orders\",\"name\":\"E\",\"labels\":{\"team\":\"shop\"}},"
                                                + "{\"kind\":\"anomaly\",\"service\":\"orders\",\"metric\":\"p99\",\"score\":0.97}]"))));
    }

    private static Stream<Arguments> formats() {
        return examples().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(example -> Arguments.of(example.getKey(), example.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void everyFormatIsReadOrRefusedWithAReason(String name, List<byte[]> healthy) throws Exception {
        Fuzz.run(name, Fuzz.INPUTS, healthy, IntakeFuzzTest::isPayload);
    }

    @Test
    void avroIsReadOrRefusedWithAReason() throws Exception {
        AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();
        serializer.configure(REGISTRY, false);
        AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>();
        deserializer.configure(REGISTRY, false);
        List<byte[]> healthy = new ArrayList<>();
        for (List<byte[]> format : examples().values()) {
            byte[] first = format.getFirst();
            Payloads.READER
                    .read(first, Envelope.of(Payloads.RECEIVED))
                    .signals()
                    .forEach(signal -> healthy.add(Objects.requireNonNull(
                            serializer.serialize("mesh." + signal.getSchema().getName(), signal))));
        }
        Fuzz.run("avro", Fuzz.INPUTS, healthy, input -> {
            try {
                SpecificRecord record = deserializer.deserialize("mesh.alert", new RecordHeaders(), input);
                return record != null && Signal.of(record).target() != null;
            } catch (UndecodableRecordException e) {
                assertThat(e.getMessage()).startsWith("Expected");
                return false;
            } catch (InvalidSignalException e) {
                return refused(e);
            }
        });
    }

    @Test
    void aMappingIsReadOrRefusedWithAReason() throws Exception {
        byte[] healthy = bytes("""
            apiVersion: recovery.mesh/v1
            kind: Mapping
            presets: [prometheus]
            rules:
              - from: [alertmanager, grafana]
                when: "labels.team == 'shop'"
                service: [labels.app, "labels['x']"]
                severity: "{'P1': 'critical'}[labels.priority]"
            """);
        Fuzz.run("mapping", Fuzz.INPUTS / 100, List.of(healthy), input -> switch (MappingReading.of(
                "mapping.yaml", new String(input, StandardCharsets.UTF_8))) {
            case MappingReading.Valid valid -> true;
            case MappingReading.Broken broken -> {
                assertThat(broken.problems()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.message()).startsWith("Expected");
                    assertThat(problem.mend()).isNotBlank();
                });
                yield false;
            }
        });
    }

    private static boolean isPayload(byte[] input) {
        try {
            Payload payload = Payloads.READER.read(input, Envelope.of(Payloads.RECEIVED));
            return !payload.signals().isEmpty();
        } catch (InvalidSignalException e) {
            return refused(e);
        }
    }

    private static boolean refused(InvalidSignalException e) {
        if (e.problems().isEmpty()
                || e.problems().stream()
                        .anyMatch(p ->
                                !p.message().startsWith("Expected") || p.mend().isBlank())) {
            throw new AssertionError("Expected a reason and a mend, but got " + e.problems());
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
