package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.SignalProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadReaderTest {
    private static final PayloadReader READER = new PayloadReader(Mapping::presets);
    private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void readsAHealthReport() {
        HealthReported report = (HealthReported) one("""
                {"kind":"health","service":"payments","instance":"payments-1","status":"down","group":"shop",
                 "observedAt":"2026-03-01T12:59:59+01:00","team":"money","labels":{"zone":"a"}}""");
        assertThat(report.getTarget()).isEqualTo("payments/payments-1");
        assertThat(report.getGroup()).isEqualTo("shop");
        assertThat(report.getStatus()).isEqualTo(HealthStatus.DOWN);
        assertThat(report.getObservedAt()).isEqualTo(Instant.parse("2026-03-01T11:59:59Z"));
        assertThat(report.getLabels()).containsEntry("zone", "a").containsEntry("team", "money");
    }

    @Test
    void readsAnAnomalyAndAnAlert() {
        AnomalyDetected anomaly = (AnomalyDetected)
                one("{\"kind\":\"anomaly\",\"target\":\"payments\",\"metric\":\"p99\",\"score\":0.93,\"value\":3.1}");
        assertThat(anomaly.getScore()).isEqualTo(0.93);
        assertThat(anomaly.getObservedAt()).isEqualTo(RECEIVED);
        AlertReceived alert =
                (AlertReceived) one("{\"kind\":\"alert\",\"target\":\"payments\",\"name\":\"Errors\",\"id\":\"x-1\"}");
        assertThat(alert.getId()).isEqualTo("x-1");
        assertThat(alert.getFingerprint()).hasSize(32);
        assertThat(alert.getStartsAt()).isEqualTo(RECEIVED);
    }

    @Test
    void unwrapsAStructuredCloudEvent() {
        HealthReported report = (HealthReported) one("""
                {"specversion":"1.0","id":"e-1","source":"/monitor","type":"com.example.health.reported",
                 "subject":"payments","time":"2026-03-01T11:00:00Z","data":{"status":"UP"}}""");
        assertThat(report.getId()).isEqualTo("e-1");
        assertThat(report.getSource()).isEqualTo("/monitor");
        assertThat(report.getTarget()).isEqualTo("payments");
        assertThat(report.getObservedAt()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }

    @Test
    void takesABatchWholeOrNotAtAllAndNamesTheOffenders() {
        String good = "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"UP\"}";
        assertThat(READER.read(bytes("[" + good + "," + good + "]"), Envelope.of(RECEIVED))
                        .signals())
                .hasSize(2)
                .extracting(s -> ((HealthReported) s).getId())
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> READER.read(
                        bytes("[" + good + ",{\"kind\":\"health\",\"target\":\"a\"},7]"), Envelope.of(RECEIVED)))
                .isInstanceOfSatisfying(InvalidSignalException.class, e -> assertThat(e.problems())
                        .extracting(SignalProblem::index)
                        .containsExactly(1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | Expected JSON of at most 50 levels",
                "{} x | Expected JSON of at most 50 levels",
                "'' | the payload is empty",
                "[] | Expected at least one signal",
                "7 | Expected a JSON object, but got the number 7",
                "{\"kind\":\"health\",\"kind\":\"alert\"} | Duplicate field 'kind'",
                "{\"target\":\"a\"} | Expected health, anomaly or alert in 'kind', but it is missing, at kind",
                "{\"kind\":\"heat\",\"target\":\"a\"} | but got 'heat'",
                "{\"kind\":\"health\",\"status\":\"UP\"} | Expected service or service/instance in 'target'",
                "{\"kind\":\"health\",\"target\":\"a b\",\"status\":\"UP\"} | Expected service to be 1 to 200 letters",
                "{\"kind\":\"health\",\"target\":\"a/b/c\",\"status\":\"UP\"} | Expected instance",
                "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"SICK\"} | Expected one of UP, DEGRADED, DOWN, UNKNOWN, but got 'SICK', at status",
                "{\"kind\":\"health\",\"target\":\"a\",\"status\":{}} | Expected text, but got an object",
                "{\"kind\":\"health\",\"target\":\"a\",\"status\":\"UP\",\"observedAt\":\"yesterday\"} | Expected a time such as",
                "{\"kind\":\"anomaly\",\"target\":\"a\",\"metric\":\"m\",\"score\":\"high\"} | Expected a number, but got the text 'high', at score",
                "{\"kind\":\"anomaly\",\"target\":\"a\",\"metric\":\"m\"} | Expected a number from 0 to 1 in 'score'",
                "{\"kind\":\"alert\",\"target\":\"a\"} | Expected text in 'name'",
                "{\"kind\":\"alert\",\"target\":\"a\",\"name\":\"n\",\"labels\":[1]} | Expected a JSON object, but got an array, at labels",
                "{\"specversion\":\"1.0\",\"id\":\"1\"} | Expected text in 'source'",
                "{\"specversion\":\"0.3\",\"id\":\"1\"} | Expected specversion 1.0",
            })
    void saysWhatWasExpectedWhatCameAndWhere(String body, String message) {
        assertThatThrownBy(() -> READER.read(bytes(body == null ? "" : body), Envelope.of(RECEIVED)))
                .isInstanceOf(InvalidSignalException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesJsonThatIsTenThousandLevelsDeepOrTooLarge() {
        assertThatThrownBy(() -> one("[".repeat(10_000) + "]".repeat(10_000)))
                .isInstanceOf(InvalidSignalException.class)
                .hasMessageContaining("at most 50 levels");
        assertThatThrownBy(() -> one("\"" + "x".repeat(2_000_000) + "\""))
                .isInstanceOf(InvalidSignalException.class)
                .hasMessageContaining("Expected at most 1048576 bytes");
        assertThatThrownBy(() -> one("{\"kind\":\"alert\",\"target\":\"a\",\"name\":\"" + "x".repeat(300) + "\"}"))
                .hasMessageContaining("Expected name of 1 to 256 characters, but got 300");
    }

    @Test
    void fillsInWhatTheEnvelopeKnows() {
        Envelope envelope = new Envelope("health", "id-1", "kafka", "payments/1", RECEIVED, Map.of());
        HealthReported report = (HealthReported)
                READER.read(bytes("{\"status\":\"DOWN\"}"), envelope).signals().getFirst();
        assertThat(report.getId()).isEqualTo("id-1");
        assertThat(report.getTarget()).isEqualTo("payments/1");
    }

    private static SpecificRecord one(String json) {
        return READER.read(bytes(json), Envelope.of(RECEIVED)).signals().getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
