package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OperatorApiTest {
    private static final String WHO = "\"by\": \"ann\", \"comment\": \"looking at it\"";
    private static final String YAML = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-payments}
            spec:
              mode: auto
              on: [{alert: {name: Broken}}]
              steps: [{id: restart, run: exec/restart, safety: idempotent}]
            """;

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void pausesTheMeshAGroupOrAService() {
        Api.Answer answer = act("pause", "\"scope\": \"group\", \"group\": \"g\"");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/id").asText()).isEqualTo(last().getId());
        assertThat(last().getScope()).isEqualTo(OperatorScope.GROUP);
        assertThat(api.get("/api/v1/groups").json().at("/groups/0/paused/by").asText())
                .isEqualTo("ann");

        act("pause", "\"scope\": \"mesh\"");
        assertThat(last().getGroup()).isEqualTo("*");
        act("resume", "\"scope\": \"service\", \"group\": \"g\", \"target\": \"payments/p-1\"");
        assertThat(last().getTarget()).isEqualTo("payments");
    }

    @Test
    void wantsToKnowWhoAndWhy() {
        assertThat(api.post("/api/v1/operator/pause", "{\"scope\": \"mesh\", \"comment\": \"x\"}")
                        .detail())
                .isEqualTo("Expected a value of 'by', but got none");
        Api.Answer silent = api.post("/api/v1/operator/pause", "{\"scope\": \"mesh\", \"by\": \"ann\"}");
        assertThat(silent.status()).isEqualTo(400);
        assertThat(silent.detail()).isEqualTo("Expected a value of 'comment', but got none");
        assertThat(api.mesh.actions).isEmpty();
    }

    @Test
    void namesTheLegalScopesAndActions() {
        assertThat(act("pause", "\"scope\": \"world\"").detail())
                .isEqualTo("Expected 'scope' to be one of mesh, group, service, but got 'world'");
        Api.Answer unknown = act("stop", "\"scope\": \"mesh\"");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.detail()).startsWith("Expected one of acknowledge, cancel, pause, resume, reset-breaker");
        Api.Answer garbage = api.post("/api/v1/operator/pause", "{\"scope\"");
        assertThat(garbage.status()).isEqualTo(400);
        assertThat(garbage.contentType()).startsWith("application/problem+json");
    }

    @Test
    void acknowledgesOnlyATargetThatIsKnown() {
        api.mesh.tale.down("payments");
        assertThat(act("acknowledge", "\"group\": \"g\", \"target\": \"payment\"")
                        .detail())
                .contains("did you mean 'g/payments'?");
        assertThat(act("acknowledge", "\"group\": \"g\", \"target\": \"payments\"")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void cancelsARecoveryByItsId() {
        api.mesh.tale.down("payments");
        api.mesh.tale.ask(Plan.read(YAML), "payments");
        String id = api.mesh.tale.scene().recovery().id();

        assertThat(act("cancel", "\"recoveryId\": \"" + id + "\"").status()).isEqualTo(202);
        assertThat(api.get("/api/v1/recoveries/" + id).json().at("/outcome").asText())
                .isEqualTo("CANCELLED");
        assertThat(act("cancel", "\"recoveryId\": \"r-0\"").status()).isEqualTo(404);
    }

    @Test
    void movesABreakerOfAKnownPolicy() {
        api.mesh.declare(YAML, null);
        String breaker = "\"group\": \"g\", \"target\": \"payments\", \"policy\": ";
        assertThat(act("force-open-breaker", breaker + "\"restart-payment\"").status())
                .isEqualTo(404);
        assertThat(act("force-open-breaker", breaker + "\"restart-payments\"").status())
                .isEqualTo(202);
        assertThat(api.get("/api/v1/breakers").json().at("/breakers/0/state").asText())
                .isEqualTo("FORCED_OPEN");
        act("reset-breaker", breaker + "\"restart-payments\"");
        assertThat(api.get("/api/v1/breakers").json().at("/breakers/0/state").asText())
                .isEqualTo("CLOSED");
    }

    @Test
    void approvesARequestThatWaitsForIt() {
        Plan careful = Plan.auto("careful", "mode: approve");
        api.mesh.tale.down("payments");
        RecoveryRequest request = api.mesh.tale.scene().request(careful, "payments");
        api.mesh.tale.give(request);

        assertThat(api.get("/api/v1/waiting").json().at("/waiting/0/verdict").asText())
                .isEqualTo("AWAITING_APPROVAL");
        assertThat(act("approve", "\"requestId\": \"other\"").status()).isEqualTo(404);
        assertThat(act("approve", "\"requestId\": \"" + request.getId() + "\"").status())
                .isEqualTo(202);
        assertThat(api.get("/api/v1/waiting").json().at("/waiting")).isEmpty();
        assertThat(api.mesh.tale.scene().runs()).hasSize(1);
    }

    @Test
    void runsAPolicyByHandInTheFlowOfTheTrouble() {
        api.mesh.declare(YAML, null);
        api.mesh.tale.down("payments");
        String flow = api.get("/api/v1/flows").json().at("/flows/0/flowId").asText();

        Api.Answer answer = run("restart-payments", "payments");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/flowId").asText()).isEqualTo(flow);
        assertThat(answer.json().at("/requestId").asText())
                .isEqualTo(api.mesh.requests.getFirst().getId());
        assertThat(api.get("/api/v1/verdicts").json().at("/verdicts/0/verdict").asText())
                .isEqualTo("ADMITTED");
        assertThat(api.get("/api/v1/flows/" + flow).json().at("/entries/1/text").asText())
                .isEqualTo("ann asks for restart-payments: looking at it");
    }

    @Test
    void beginsANewFlowWhereTheTargetIsHealthy() {
        api.mesh.declare(YAML, null);
        JsonNode answer = run("restart-payments", "orders").json();
        JsonNode flow =
                api.get("/api/v1/flows/" + answer.at("/flowId").asText()).json();
        assertThat(flow.at("/title").asText()).isEqualTo("orders run by hand → restart-payments is running");
        assertThat(run("restart-paymnts", "orders").detail()).contains("did you mean 'restart-payments'?");
    }

    @Test
    void answers503WhereKafkaDoesNotAcknowledge() {
        api.mesh.declare(YAML, null);
        api.mesh.acknowledging(false);
        Api.Answer answer = run("restart-payments", "payments");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(act("pause", "\"scope\": \"mesh\"").status()).isEqualTo(503);
    }

    private Api.Answer act(String action, String fields) {
        return api.post("/api/v1/operator/" + action, "{" + fields + ", " + WHO + "}");
    }

    private Api.Answer run(String policy, String target) {
        return api.post(
                "/api/v1/run",
                "{\"policy\": \"" + policy + "\", \"group\": \"g\", \"target\": \"" + target + "\", " + WHO + "}");
    }

    private OperatorAction last() {
        return api.mesh.actions.getLast();
    }
}
