package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertNotificationTest {
    private static final PayloadReader READER = new PayloadReader(Mapping::presets);
    private static final Instant RECEIVED = Instant.parse("2026-11-20T08:15:00.123Z");

    @Test
    void mapsAFiringAlert() throws IOException {
        assertThat(alerts("1-high-latency-firing")).singleElement().satisfies(alert -> {
            assertThat(alert.getGroup()).isEqualTo("eu-1");
            assertThat(alert.getTarget()).isEqualTo("orders/orders-0:8080");
            assertThat(alert.getName()).isEqualTo("HighLatency");
            assertThat(alert.getState()).isEqualTo(SignalState.FIRING);
            assertThat(alert.getSeverity()).isEqualTo("warning");
            assertThat(alert.getFingerprint()).isEqualTo("ab168256fb8e3bc7");
            assertThat(alert.getStartsAt()).isEqualTo(Instant.parse("2026-11-20T08:09:34.176Z"));
            assertThat(alert.getEndsAt()).as("0001-01-01 means never").isNull();
            assertThat(alert.getObservedAt()).isEqualTo(RECEIVED);
            assertThat(alert.getSource()).isEqualTo("http://alertmanager.example:9093");
            assertThat(alert.getLabels()).containsEntry("namespace", "shop");
            assertThat(alert.getAnnotations()).containsKey("summary");
            assertThat(alert.getGeneratorUrl()).startsWith("http://prometheus.example");
        });
    }

    @Test
    void makesOneSignalOfEachAlert() throws IOException {
        assertThat(alerts("2-target-down-firing"))
                .extracting(AlertReceived::getTarget)
                .containsExactly("payments/payments-0:8080", "payments/payments-1:8080");
    }

    @Test
    void keepsHowManyAlertsWereCutOffAndPrefersThePodAsInstance() throws IOException {
        Payload payload = read("3-pod-crash-looping-truncated");
        assertThat(payload.truncatedAlerts()).isEqualTo(4);
        assertThat(payload.signals()).hasSize(5).allSatisfy(signal -> {
            assertThat(((AlertReceived) signal).getTruncatedAlerts()).isEqualTo(4);
            assertThat(((AlertReceived) signal).getTarget()).startsWith("checkout/checkout-7d9f-");
        });
    }

    @Test
    void givesARepeatAnotherIdAndTheSameRequestTheSame() throws IOException {
        String first = alerts("1-high-latency-firing").getFirst().getId();
        Payload repeated = READER.readAlerts(bytes("4-high-latency-repeated"), Envelope.of(RECEIVED.plusSeconds(60)));
        assertThat(((AlertReceived) repeated.signals().getFirst()).getId()).isNotEqualTo(first);
        assertThat(alerts("1-high-latency-firing").getFirst().getId()).isEqualTo(first);
    }

    @Test
    void mapsResolvedAlerts() throws IOException {
        assertThat(alerts("5-target-down-resolved")).hasSize(2).allSatisfy(alert -> {
            assertThat(alert.getState()).isEqualTo(SignalState.RESOLVED);
            assertThat(alert.getEndsAt()).isEqualTo(Instant.parse("2026-11-20T08:14:49.401Z"));
        });
    }

    @Test
    void namesTheAlertWhoseLabelsAreMissing() throws IOException {
        String body = new String(bytes("2-target-down-firing"), StandardCharsets.UTF_8)
                .replace(
                        "\"instance\":\"payments-1:8080\",\"namespace\":\"shop\",\"service\":\"payments\"",
                        "\"x\":\"y\"");
        assertThatThrownBy(() -> READER.readAlerts(body.getBytes(StandardCharsets.UTF_8), Envelope.of(RECEIVED)))
                .isInstanceOfSatisfying(
                        InvalidSignalException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.index()).isEqualTo(1);
                            assertThat(problem.pointer()).isEqualTo("/alerts/1/labels");
                        }))
                .hasMessageContaining("Expected one of the labels service, app, job")
                .hasMessageContaining("at alerts[1].labels")
                .hasMessageContaining("Add the label 'service'");
    }

    @Test
    void makesANameOfAnInstanceThatIsAUrl() {
        Payload payload = READER.readAlerts(
                ("{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"fingerprint\":\"f\","
                                + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"labels\":{\"alertname\":\"A\","
                                + "\"job\":\"blackbox\",\"instance\":\"https://shop.example/health?x=1\"}}]}")
                        .getBytes(StandardCharsets.UTF_8),
                Envelope.of(RECEIVED));
        AlertReceived alert = (AlertReceived) payload.signals().getFirst();
        assertThat(alert.getTarget()).isEqualTo("blackbox/https:__shop.example_health_x_1");
        assertThat(alert.getGroup()).isEqualTo("default");
    }

    @Test
    void refusesAnotherVersionAndAnEmptyNotification() {
        assertThatThrownBy(() -> READER.readAlerts(
                        "{\"version\":\"3\",\"alerts\":[]}".getBytes(StandardCharsets.UTF_8), Envelope.of(RECEIVED)))
                .hasMessageContaining("Expected version \"4\"");
        assertThatThrownBy(() -> READER.readAlerts(
                        "{\"version\":\"4\",\"alerts\":[]}".getBytes(StandardCharsets.UTF_8), Envelope.of(RECEIVED)))
                .hasMessageContaining("Expected at least one alert");
    }

    private static List<AlertReceived> alerts(String name) throws IOException {
        return read(name).signals().stream().map(AlertReceived.class::cast).toList();
    }

    private static Payload read(String name) throws IOException {
        return READER.readAlerts(bytes(name), Envelope.of(RECEIVED));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = AlertNotificationTest.class.getResourceAsStream("/alertmanager/" + name + ".json")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
