package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.correlation.audit.FactHash;
import io.recoverymesh.correlation.decision.Plan;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditApiTest {
    private final Api api = new Api();

    @BeforeEach
    void decide() {
        api.mesh.tale.recover(Plan.auto("fix"), "payments");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aWholeLogIsSaidToBeWhole() {
        JsonNode audit = api.get("/api/v1/audit/verify").json();
        assertThat(audit.at("/whole").asBoolean()).isTrue();
        assertThat(audit.at("/decisions").asInt())
                .isEqualTo(api.mesh.tale.scene().events().size());
        assertThat(audit.at("/groups/0/hash").asText()).hasSize(64);
    }

    @Test
    void whatIsMissingIsNamedWithItsPlace() {
        api.mesh.losing(1);
        JsonNode audit = api.get("/api/v1/audit/verify?group=g").json();
        assertThat(audit.at("/whole").asBoolean()).isFalse();
        assertThat(audit.at("/findings/0/kind").asText()).isEqualTo("MISSING");
        assertThat(audit.at("/findings/0/message").asText()).contains("sequence 2 of group g");
    }

    @Test
    void anExportCanBeCheckedWithNothingButSha256() throws Exception {
        Api.Answer export = api.get("/api/v1/audit/export?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z");
        assertThat(export.contentType()).startsWith("application/x-ndjson");
        List<String> lines = export.text().lines().toList();
        assertThat(lines.getLast()).isEqualTo("{\"end\":true,\"lines\":" + (lines.size() - 1) + ",\"whole\":true}");
        String previous = "";
        for (String line : lines.subList(0, lines.size() - 1)) {
            JsonNode event = new ObjectMapper().readTree(line).at("/event");
            assertThat(event.path("previousHash").asText()).isEqualTo(previous);
            String text = line.substring(line.indexOf("\"event\":") + 8, line.length() - 1);
            previous = FactHash.ofText(text);
        }
        assertThat(api.get("/api/v1/audit/export?from=never").status()).isEqualTo(400);
    }
}
