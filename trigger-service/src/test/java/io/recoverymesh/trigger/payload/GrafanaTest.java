package io.recoverymesh.trigger.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.trigger.mapping.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrafanaTest {
    private static final byte[] BODY = Payloads.file("payload/grafana-firing");

    @Test
    void makesOneAlertOfEachAndKeepsWhatOnlyGrafanaSends() {
        List<AlertReceived> alerts = Payloads.read(BODY, AlertReceived.class);

        assertThat(alerts).hasSize(2);
        AlertReceived firing = alerts.getFirst();
        assertThat(firing.getTarget()).isEqualTo("checkout/checkout-7d9f8b6c5d-x2x4z");
        assertThat(firing.getName()).isEqualTo("High memory usage");
        assertThat(firing.getSeverity()).isEqualTo("critical");
        assertThat(firing.getState()).isEqualTo(SignalState.FIRING);
        assertThat(firing.getStartsAt()).isEqualTo(Instant.parse("2026-03-01T09:51:03.157Z"));
        assertThat(firing.getEndsAt()).isNull();
        assertThat(firing.getSource()).isEqualTo("https://grafana.example/");
        assertThat(firing.getLabels()).containsEntry("grafana_folder", "shop");
        assertThat(firing.getAnnotations())
                .containsEntry("values.B", "44.23943737541908")
                .containsKey("silenceURL")
                .containsKey("valueString")
                .doesNotContainKey("panelURL");
        assertThat(alerts.getLast().getState()).isEqualTo(SignalState.RESOLVED);
        assertThat(alerts.getLast().getEndsAt()).isEqualTo(Instant.parse("2026-03-01T08:01:03.157Z"));
    }

    @Test
    void isToldFromAlertmanagerByItsContent() {
        assertThat(Payloads.READER.read(BODY, Envelope.of(Payloads.RECEIVED)).format())
                .isEqualTo(Format.GRAFANA);
        assertThat(Payloads.READER
                        .read(Payloads.file("alertmanager/2-target-down-firing"), Envelope.of(Payloads.RECEIVED))
                        .format())
                .isEqualTo(Format.ALERTMANAGER);
    }

    @Test
    void refusesTheWholeNotificationAndNamesTheAlert() {
        String body = new String(BODY, StandardCharsets.UTF_8).replace("\"service\":\"orders\"", "\"team\":\"blue\"");
        assertThatThrownBy(() -> Payloads.read(Payloads.bytes(body), AlertReceived.class))
                .hasMessageContaining("Expected one of the labels service, app, service_name, job to name the service")
                .hasMessageContaining("at alerts[1].labels")
                .hasMessageContaining("or a rule to the file that trigger.mapping names");
    }
}
