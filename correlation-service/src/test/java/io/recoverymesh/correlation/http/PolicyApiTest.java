package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyProblem.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PolicyApiTest {
    private static final String GOOD = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-payments, owner: team-payments}
            spec:
              on: [{health: {service: payments, status: DOWN}}]
              steps: [{run: exec/restart-payments}]
            """;
    private static final String BAD = GOOD.replace("steps:", "stepps:");

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void publishesShowsAndRemovesADocument() {
        Api.Answer put = api.yaml("PUT", "/api/v1/policies", GOOD);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().at("/published/0/name").asText()).isEqualTo("restart-payments");

        JsonNode listed = api.get("/api/v1/policies").json().at("/policies/0");
        assertThat(listed.at("/kind").asText()).isEqualTo("recovery");
        assertThat(listed.at("/owner").asText()).isEqualTo("team-payments");
        assertThat(api.get("/api/v1/policies/recovery/restart-payments")
                        .json()
                        .at("/source")
                        .asText())
                .contains("exec/restart-payments");

        assertThat(api.delete("/api/v1/policies/recovery/restart-payments").status())
                .isEqualTo(204);
        assertThat(api.get("/api/v1/policies").json().at("/policies")).isEmpty();
        assertThat(api.delete("/api/v1/policies/recovery/restart-payments").status())
                .isEqualTo(404);
    }

    @Test
    void publishesNothingWhereADocumentHasAnError() {
        Api.Answer put = api.yaml("PUT", "/api/v1/policies", GOOD.replace("restart-payments", "other") + "---\n" + BAD);
        assertThat(put.status()).isEqualTo(422);
        assertThat(put.contentType()).startsWith("application/problem+json");
        assertThat(put.json().at("/problems").size()).isPositive();
        assertThat(put.json().at("/problems/0/mend").asText()).isNotEmpty();
        assertThat(api.get("/api/v1/policies").json().at("/policies")).isEmpty();
    }

    @Test
    void validatesWithLineAndMendUnderTheNameOfTheFile() {
        JsonNode bad = api.yaml("POST", "/api/v1/policies/validate?file=payments.yaml", BAD)
                .json();
        assertThat(bad.at("/valid").asBoolean()).isFalse();
        assertThat(bad.at("/problems/0/file").asText()).isEqualTo("payments.yaml");
        assertThat(bad.at("/problems/0/severity").asText()).isEqualTo("ERROR");
        assertThat(bad.at("/problems/0/line").asInt()).isPositive();
        JsonNode good = api.yaml("POST", "/api/v1/policies/validate", GOOD).json();
        assertThat(good.at("/valid").asBoolean()).isTrue();
        assertThat(api.yaml("POST", "/api/v1/policies/validate", ": [")
                        .json()
                        .at("/valid")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void leavesToTheFileWhatAFileDeclares() {
        api.mesh.declare(GOOD, "payments.yaml");
        Api.Answer put = api.yaml("PUT", "/api/v1/policies", GOOD);
        assertThat(put.status()).isEqualTo(409);
        assertThat(put.detail()).endsWith("is declared by the file payments.yaml. Change that file");
        assertThat(api.delete("/api/v1/policies/recovery/restart-payments").status())
                .isEqualTo(409);
    }

    @Test
    void showsTheProblemsOfTheFilesThatWereLoaded() {
        api.mesh.problems(new PolicyProblem(Severity.ERROR, "a.yaml", 3, "/spec", "Expected …, but …", "Mend it"));
        assertThat(api.get("/api/v1/policies").json().at("/problems/0/file").asText())
                .isEqualTo("a.yaml");
    }
}
