package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.mapping.MappingReading;
import io.recoverymesh.trigger.mapping.MappingReading.Valid;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.SignalProblem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/m\",\"subject\":\"payments\","
                    + "\"type\":\"com.example.health.reported\",\"region\":\"eu\",";

    @Test
    void readsBinaryModeWithItsExtensionsAsLabels() {
        Payload payload = Payloads.READER.readBinary(
                Map.of(
                        "specversion",
                        "1.0",
                        "id",
                        "b-1",
                        "source",
                        "/m",
                        "type",
                        "health",
                        "subject",
                        "payments/1",
                        "time",
                        "2026-03-01T11:00:00Z",
                        "region",
                        "eu"),
                Payloads.bytes("{\"status\":\"DOWN\"}"),
                Envelope.of(Payloads.RECEIVED));
        assertThat(payload.signals()).singleElement().isInstanceOfSatisfying(HealthReported.class, report -> {
            assertThat(report.getId()).isEqualTo("b-1");
            assertThat(report.getTarget()).isEqualTo("payments/1");
            assertThat(report.getStatus()).isEqualTo(HealthStatus.DOWN);
            assertThat(report.getObservedAt()).isEqualTo("2026-03-01T11:00:00Z");
            assertThat(report.getLabels()).containsOnly(Map.entry("region", "eu"));
        });
    }

    @Test
    void readsDataAsBase64AndAsText() {
        String data = "{\"status\":\"UP\"}";
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        assertThat(Payloads.one(Payloads.bytes(EVENT + "\"data_base64\":\"" + encoded + "\"}"), HealthReported.class)
                        .getStatus())
                .isEqualTo(HealthStatus.UP);
        assertThat(Payloads.one(
                                Payloads.bytes(EVENT + "\"data\":\"{\\\"status\\\":\\\"UP\\\"}\"}"),
                                HealthReported.class)
                        .getStatus())
                .isEqualTo(HealthStatus.UP);
    }

    @Test
    void readsForeignFormatsAsData() {
        String kubernetes = new String(Payloads.file("payload/kubernetes-core-v1"), StandardCharsets.UTF_8);
        assertThat(Payloads.one(
                                Payloads.bytes(EVENT.replace("health.reported", "resource.add") + "\"data\":"
                                        + kubernetes + "}"),
                                AnomalyDetected.class)
                        .getMetric())
                .isEqualTo("Unhealthy");
    }

    @Test
    void namesTheOffenderOfABatch() {
        String good = EVENT + "\"data\":{\"status\":\"UP\"}}";
        String bad = EVENT + "\"data\":{\"status\":\"SICK\"}}";
        assertThatThrownBy(() -> Payloads.read(Payloads.bytes("[" + good + "," + bad + "]"), HealthReported.class))
                .isInstanceOfSatisfying(InvalidSignalException.class, e -> assertThat(e.problems())
                        .extracting(SignalProblem::index, SignalProblem::pointer)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(1, "/1/data/status")));
    }

    @Test
    void aRuleMakesASignalOfAnyOtherEvent() {
        PayloadReader reader = reader("""
            apiVersion: recovery.mesh/v1
            kind: Mapping
            rules:
              - from: cloudevents
                when: "event.type == 'com.acme.disk.full'"
                kind: "'alert'"
                service: event.data.host
                name: "'DiskFull'"
                severity: "event.data.percent > 95 ? 'critical' : 'warning'"
                state: "event.data.percent > 90 ? 'FIRING' : 'RESOLVED'"
            """);
        String event = "{\"specversion\":\"1.0\",\"id\":\"d-1\",\"source\":\"/disks\",\"type\":\"com.acme.disk.full\","
                + "\"data\":{\"host\":\"db-3\",\"percent\":97,\"mount\":\"/var\"}}";
        AlertReceived alert = (AlertReceived) reader.read(Payloads.bytes(event), Envelope.of(Payloads.RECEIVED))
                .signals()
                .getFirst();
        assertThat(alert.getTarget()).isEqualTo("db-3");
        assertThat(alert.getName()).isEqualTo("DiskFull");
        assertThat(alert.getSeverity()).isEqualTo("critical");
        assertThat(alert.getLabels()).containsEntry("mount", "/var").containsEntry("percent", "97");
        assertThatThrownBy(() -> Payloads.one(Payloads.bytes(event), AlertReceived.class))
                .as("without the rule nobody knows what it means")
                .hasMessageContaining("Expected service or service/instance in 'target'");
    }

    @Test
    void saysWhatIsWrongWithTheAttributes() {
        assertThatThrownBy(() -> Payloads.READER.readBinary(
                        Map.of("specversion", "1.0", "id", "1", "type", "health"),
                        Payloads.bytes("{}"),
                        Envelope.of(Payloads.RECEIVED)))
                .hasMessageContaining("Expected text in 'source', but it is missing");
        assertThatThrownBy(() -> Payloads.one(
                        Payloads.bytes(EVENT + "\"data\":" + EVENT + "\"data\":{}}}"), HealthReported.class))
                .hasMessageContaining("but got another CloudEvent");
        assertThatThrownBy(() -> Payloads.one(Payloads.bytes(EVENT + "\"data_base64\":\"***\"}"), HealthReported.class))
                .hasMessageContaining("Expected base64");
        assertThatThrownBy(() -> Payloads.one(
                        Payloads.bytes(EVENT + "\"datacontenttype\":\"application/xml\",\"data\":\"<a/>\"}"),
                        HealthReported.class))
                .hasMessageContaining("Expected data as JSON, but got application/xml");
    }

    private static PayloadReader reader(String yaml) {
        MappingReading reading = MappingReading.of("mapping.yaml", yaml);
        assertThat(reading).isInstanceOf(Valid.class);
        return new PayloadReader(((Valid) reading)::mapping);
    }
}
