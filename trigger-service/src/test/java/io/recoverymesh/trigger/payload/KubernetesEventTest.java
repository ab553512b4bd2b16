package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.SignalState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesEventTest {
    @Test
    void readsWhatTheEventExporterShips() {
        AnomalyDetected anomaly = read("payload/kubernetes-exporter");

        assertThat(anomaly.getTarget()).isEqualTo("payments/payments-7d9f8b6c5d-x2x4z");
        assertThat(anomaly.getGroup()).isEqualTo("eu-1");
        assertThat(anomaly.getMetric()).isEqualTo("BackOff");
        assertThat(anomaly.getState()).isEqualTo(SignalState.FIRING);
        assertThat(anomaly.getSeverity()).isEqualTo("warning");
        assertThat(anomaly.getScore()).isEqualTo(1);
        assertThat(anomaly.getValue()).as("how often").isEqualTo(17);
        assertThat(anomaly.getReason()).startsWith("Back-off restarting failed container");
        assertThat(anomaly.getObservedAt()).isEqualTo(Instant.parse("2026-03-01T11:58:30Z"));
        assertThat(anomaly.getSource()).isEqualTo("kubernetes/kubelet");
        assertThat(anomaly.getLabels())
                .containsEntry("k8s.event.reason", "BackOff")
                .containsEntry("k8s.namespace.name", "shop")
                .containsEntry("k8s.node.name", "node-3")
                .containsEntry("k8s.object.fieldpath", "spec.containers{app}")
                .containsEntry("app.kubernetes.io/name", "payments");
    }

    @Test
    void findsTheWorkloadOfAPodWithoutLabels() {
        assertThat(read("payload/kubernetes-core-v1").getTarget()).isEqualTo("orders/orders-0");
        assertThat(read("payload/kubernetes-core-v1").getGroup()).isEqualTo("shop");
    }

    @Test
    void readsTheNewerApi() {
        AnomalyDetected anomaly = read("payload/kubernetes-events-v1");
        assertThat(anomaly.getTarget()).isEqualTo("node-7");
        assertThat(anomaly.getMetric()).isEqualTo("NodeNotReady");
        assertThat(anomaly.getReason()).isEqualTo("Node node-7 status is now: NodeNotReady");
        assertThat(anomaly.getValue()).isEqualTo(4);
        assertThat(anomaly.getObservedAt()).isEqualTo(Instant.parse("2026-03-01T11:59:30Z"));
    }

    @Test
    void aNormalEventEndsWhatAWarningBegan() {
        String ready = new String(Payloads.file("payload/kubernetes-events-v1"), StandardCharsets.UTF_8)
                .replace("\"NodeNotReady\"", "\"NodeReady\"")
                .replace("\"Warning\"", "\"Normal\"");
        AnomalyDetected anomaly = Payloads.one(Payloads.bytes(ready), AnomalyDetected.class);
        assertThat(anomaly.getState()).isEqualTo(SignalState.RESOLVED);
        assertThat(anomaly.getMetric()).isEqualTo("NodeNotReady");
        assertThat(anomaly.getLabels()).containsEntry("k8s.event.reason", "NodeReady");
    }

    @Test
    void aRepeatedDeliveryHasTheSameIdAndAnotherOccurrenceAnother() {
        String first = read("payload/kubernetes-core-v1").getId();
        assertThat(read("payload/kubernetes-core-v1").getId()).isEqualTo(first);
        String later = new String(Payloads.file("payload/kubernetes-core-v1"), StandardCharsets.UTF_8)
                .replace("\"count\":3", "\"count\":4");
        assertThat(Payloads.one(Payloads.bytes(later), AnomalyDetected.class).getId())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"type, ADDED, object, FIRING", "type, DELETED, object, RESOLVED", "verb, UPDATED, event, FIRING"})
    void unwrapsTheEnvelopesOfWatches(String field, String verb, String member, SignalState state) {
        String event = new String(Payloads.file("payload/kubernetes-core-v1"), StandardCharsets.UTF_8);
        String wrapped = "{\"" + field + "\":\"" + verb + "\",\"" + member + "\":" + event + "}";
        assertThat(Payloads.one(Payloads.bytes(wrapped), AnomalyDetected.class).getState())
                .isEqualTo(state);
    }

    @Test
    void saysWhatAnEventLacks() {
        assertThatThrownBy(() -> Payloads.one(
                        Payloads.bytes("{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"reason\":\"X\"}"),
                        AnomalyDetected.class))
                .hasMessageContaining("Expected an object in 'regarding', but it is missing");
    }

    private static AnomalyDetected read(String file) {
        return Payloads.one(Payloads.file(file), AnomalyDetected.class);
    }
}
