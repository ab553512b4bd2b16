package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.SignalProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtelLogsTest {
    private static final byte[] BODY = Payloads.file("payload/otel-logs");

    @Test
    void makesAnAnomalyOfEachRecordWithTheAttributesOfItsResource() {
        List<AnomalyDetected> anomalies = Payloads.read(BODY, AnomalyDetected.class);

        assertThat(anomalies).hasSize(2);
        AnomalyDetected first = anomalies.getFirst();
        assertThat(first.getTarget()).isEqualTo("checkout/checkout-7d9f8b6c5d-x2x4z");
        assertThat(first.getGroup()).isEqualTo("shop");
        assertThat(first.getMetric()).isEqualTo("latency_p99");
        assertThat(first.getScore()).isEqualTo(0.97);
        assertThat(first.getValue()).isEqualTo(3.4);
        assertThat(first.getThreshold()).isEqualTo(2);
        assertThat(first.getSeverity()).isEqualTo("critical");
        assertThat(first.getReason()).isEqualTo("p99 latency is unusual");
        assertThat(first.getObservedAt()).isEqualTo(Instant.ofEpochSecond(1_772_366_310));
        assertThat(first.getLabels())
                .containsEntry("service.instance.id", "627cc493-f310-47de-96bd-71410b7dec09")
                .containsEntry("event.name", "anomaly.detected")
                .containsEntry("trace_id", "5b8efff798038103d269b633813fc60c")
                .containsEntry("http.routes", "{\"values\":[{\"stringValue\":\"/pay\"}]}");
        AnomalyDetected second = anomalies.getLast();
        assertThat(second.getState()).isEqualTo(SignalState.RESOLVED);
        assertThat(second.getSeverity()).as("WARN2 is 14").isEqualTo("warning");
    }

    @Test
    void readsALogRecordAlone() {
        AnomalyDetected anomaly = Payloads.one(Payloads.bytes("""
            {"timeUnixNano":1772366310000000000,"severityNumber":9,"eventName":"queue.stuck","attributes":[
             {"key":"service.name","value":{"stringValue":"billing"}}]}\
            """), AnomalyDetected.class);
        assertThat(anomaly.getMetric()).isEqualTo("queue.stuck");
        assertThat(anomaly.getTarget()).isEqualTo("billing");
        assertThat(anomaly.getScore())
                .as("who reports an anomaly without a score is sure")
                .isEqualTo(1);
        assertThat(anomaly.getSeverity()).isEqualTo("info");
    }

    @Test
    void namesTheRecordThatSaysNotWhatIsWrong() {
        String body = new String(BODY, StandardCharsets.UTF_8)
                .replace(
                        "\"metric.name\",\"value\":{\"stringValue\":\"error",
                        "\"m\",\"value\":{\"stringValue\":\"error");
        assertThatThrownBy(() -> Payloads.read(Payloads.bytes(body), AnomalyDetected.class))
                .isInstanceOfSatisfying(InvalidSignalException.class, e -> assertThat(e.problems())
                        .extracting(SignalProblem::index)
                        .containsExactly(1))
                .hasMessageContaining("Expected one of the labels anomaly.metric, metric.name, metric, event.name")
                .hasMessageContaining("at resourceLogs[0].scopeLogs[0].logRecords[1].attributes");
    }

    @Test
    void doesNotLetASharedResourceGrowIntoManyTimesItsSize() {
        String record = "{\"eventName\":\"e\",\"timeUnixNano\":\"1\"}";
        String body =
                "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"a\"}},"
                        + "{\"key\":\"big\",\"value\":{\"stringValue\":\"" + "x".repeat(200_000)
                        + "\"}}]},\"scopeLogs\":[{\"logRecords\":["
                        + (record + ",").repeat(5_000) + record + "]}]}]}";
        assertThatThrownBy(() -> Payloads.read(Payloads.bytes(body), AnomalyDetected.class))
                .hasMessageContaining("Expected at most 10000 signals of 8388608 characters together");
    }
}
