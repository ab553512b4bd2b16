package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.correlation.decision.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReportApiTest {
    private static final Plan FIX = Plan.auto("fix", "objective: {rto: 10s}");

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void reportsTheUsualPeriod() {
        api.mesh.tale.recover(FIX, "payments");

        JsonNode report = api.get("/api/v1/reports").json();

        assertThat(report.at("/services/0/service").asText()).isEqualTo("payments");
        assertThat(report.at("/services/0/outcomes/RECOVERED").asInt()).isEqualTo(1);
        assertThat(report.at("/services/0/objective/rtoMs").asLong()).isEqualTo(10_000);
        assertThat(report.at("/services/0/firstTimeFix/rate").asDouble()).isEqualTo(1.0);
        assertThat(report.at("/policies/0/verdicts/ADMITTED").asInt()).isEqualTo(1);
        assertThat(report.at("/missing").isEmpty()).isTrue();
        assertThat(api.get("/api/v1/reports?from=1s").json().at("/services").isEmpty())
                .isFalse();
    }

    @Test
    void tablesComeAsCsvThatASpreadsheetReadsAsText() {
        api.mesh.tale.recover(FIX, "orders");
        api.mesh.tale.down("payments");
        api.mesh.tale.ask(Plan.auto("fix", "mode: observe"), "payments");

        Api.Answer csv = api.get("/api/v1/reports/csv/policies");

        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.text().lines())
                .first()
                .isEqualTo("policy,requests,admitted,would_have_run,recoveries,recovered,escalations");
        assertThat(csv.text().lines().skip(1)).allMatch(line -> line.split(",", -1).length == 7);
        assertThat(api.get("/api/v1/reports/csv/near-misses").status()).isEqualTo(200);
        assertThat(Csv.row("=1+1", "a,b", "say \"no\"", null, -3)).isEqualTo("'=1+1,\"a,b\",\"say \"\"no\"\"\",,-3");
        for (String formula : new String[] {
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u00a0\uff1d1",
            "=HYPERLINK(\"x\")"
        }) {
            assertThat(Csv.row(formula)).as(formula).matches("(?s)\"?'.*");
        }
        assertThat(Csv.row("a;=1+1")).isEqualTo("\"a;=1+1\"");
    }

    @Test
    void whatIsNotUnderstoodIsExplained() {
        assertThat(api.get("/api/v1/reports?from=yesterday").detail())
                .isEqualTo(
                        "Expected 'from' to be a time such as 2026-03-01T12:00:00Z, or how long ago, such as 24h or 7d, "
                                + "but got 'yesterday'");
        assertThat(api.get("/api/v1/reports?from=1h&to=2h").status()).isEqualTo(400);
        assertThat(api.get("/api/v1/reports?from=9999d").detail()).contains("at most 400 days");
        assertThat(api.get("/api/v1/reports/csv/everything").detail())
                .contains("services, policies, suppressed, unsuccessful, near_misses");
    }

    @Test
    void aReportThatIsNotWholeSaysSo() {
        api.mesh.missing("partition 2 was read up to offset 7 of 9 only");
        assertThat(api.get("/api/v1/reports").json().at("/missing/0").asText()).contains("offset 7 of 9");
        assertThat(api.get("/api/v1/reports/csv/services").status()).isEqualTo(503);
    }
}
