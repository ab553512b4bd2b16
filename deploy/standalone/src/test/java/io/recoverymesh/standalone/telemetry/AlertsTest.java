package io.recoverymesh.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class AlertsTest {
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    @Test
    void everyMetricThatIsUsedIsDocumented() {
        assertThat(MetricsContract.used()).isNotEmpty();
        assertThat(MetricsContract.documented()).containsAll(MetricsContract.used());
    }

    @Test
    void prometheusAcceptsTheRules() throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool of Debian's package prometheus is not installed");
        Process check = new ProcessBuilder(
                        PROMTOOL.toString(),
                        "check",
                        "rules",
                        MetricsContract.observability("alerts.yaml").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void everyPanelOfTheDashboardAsksSomething() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(
                        MetricsContract.observability("grafana-dashboard.json").toFile());
        assertThat(dashboard.path("panels").size()).isGreaterThan(10);
        assertThat(StreamSupport.stream(dashboard.path("panels").spliterator(), false))
                .allSatisfy(panel -> {
                    assertThat(panel.path("title").asText()).isNotEmpty();
                    assertThat(panel.path("targets").path(0).path("expr").asText())
                            .contains("mesh_");
                });
    }
}
