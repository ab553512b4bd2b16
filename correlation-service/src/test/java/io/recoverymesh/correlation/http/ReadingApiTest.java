package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.correlation.decision.Plan;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadingApiTest {
    private static final String YAML = """
            apiVersion: recovery.mesh/v1
            kind: Recovery
            metadata: {name: restart-payments}
            spec:
              mode: auto
              on: [{alert: {name: Broken}}]
              steps: [{id: restart, run: exec/restart, safety: idempotent}]
              verify: {health: UP, stableFor: 3s, within: 1m}
            """;
    private static final Plan RESTART = Plan.read(YAML);

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsFlowsMostRecentFirstAndTellsOne() {
        api.mesh.tale.recover(RESTART, "payments");
        api.mesh.tale.after(Duration.ofMinutes(1));
        api.mesh.tale.down("orders");

        JsonNode list = api.get("/api/v1/flows").json();
        assertThat(list.at("/flows").size()).isEqualTo(2);
        assertThat(list.at("/flows/0/target").asText()).isEqualTo("orders");
        assertThat(list.at("/flows/0/state").asText()).isEqualTo("open");
        assertThat(list.at("/flows/0/outcome").isNull()).isTrue();
        assertThat(list.at("/missing").isArray()).isTrue();
        JsonNode second = list.at("/flows/1");
        assertThat(second.at("/title").asText()).isEqualTo("payments DOWN → restart-payments RECOVERED in 4.2 s");
        assertThat(second.at("/startedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");

        JsonNode flow =
                api.get("/api/v1/flows/" + second.at("/flowId").asText()).json();
        assertThat(flow.at("/title")).isEqualTo(second.at("/title"));
        assertThat(flow.at("/entries").size()).isEqualTo(10);
        assertThat(flow.at("/entries/0/text").asText()).startsWith("payments is DOWN");
        assertThat(flow.at("/entries/0/step").isNull()).isTrue();
        assertThat(flow.at("/dropped").asInt()).isZero();
    }

    @Test
    void findsFlowsByTargetStatePolicyAndOutcome() {
        api.mesh.tale.recover(RESTART, "payments");
        api.mesh.tale.down("orders");

        assertThat(targets("?target=payments")).containsExactly("payments");
        assertThat(targets("?target=payments&group=g")).containsExactly("payments");
        assertThat(targets("?target=payments&group=other")).isEmpty();
        assertThat(targets("?state=open")).containsExactly("orders");
        assertThat(targets("?policy=restart-payments")).containsExactly("payments");
        assertThat(targets("?outcome=recovered")).containsExactly("payments");
        assertThat(targets("?limit=1")).hasSize(1);
    }

    @Test
    void showsRecoveryTargetsGroupsAndVerdicts() {
        api.mesh.tale.recover(RESTART, "payments/p-1");
        String recovery =
                api.get("/api/v1/flows").json().at("/flows/0/recoveries/0").asText();

        JsonNode shown = api.get("/api/v1/recoveries/" + recovery).json();
        assertThat(shown.at("/outcome").asText()).isEqualTo("RECOVERED");
        assertThat(shown.at("/steps/0/phase").asText()).isEqualTo("SUCCEEDED");

        assertThat(api.get("/api/v1/targets?group=g")
                        .json()
                        .at("/targets/0/target")
                        .asText())
                .isEqualTo("payments/p-1");
        JsonNode target = api.get("/api/v1/targets/g/payments/p-1").json();
        assertThat(target.at("/health").asText()).isEqualTo("UP");
        assertThat(target.at("/lastSuccessAt").asText()).isEqualTo("2026-03-01T12:00:04.200Z");
        assertThat(api.get("/api/v1/targets/g/payments").status()).isEqualTo(404);

        assertThat(api.get("/api/v1/groups").json().at("/groups/0/known").asInt())
                .isEqualTo(1);
        JsonNode verdict = api.get("/api/v1/verdicts?verdict=admitted&target=payments/p-1")
                .json()
                .at("/verdicts/0");
        assertThat(verdict.at("/recoveryId").asText()).isEqualTo(recovery);
        assertThat(verdict.at("/policy").asText()).isEqualTo("restart-payments");
        assertThat(api.get("/api/v1/verdicts?policy=other").json().at("/verdicts"))
                .isEmpty();
    }

    @Test
    void listsWhatWaitsAndForWhat() {
        api.mesh.tale.down("payments");
        api.mesh.tale.ask(RESTART, "payments");
        api.mesh.tale.ask(Plan.auto("second"), "payments");

        JsonNode waiting = api.get("/api/v1/waiting?group=g").json().at("/waiting");
        assertThat(waiting.size()).isEqualTo(1);
        assertThat(waiting.at("/0/verdict").asText()).isEqualTo("DEFERRED");
        assertThat(waiting.at("/0/guard").asText()).isEqualTo("concurrency");
        assertThat(api.get("/api/v1/waiting?group=h").json().at("/waiting")).isEmpty();
    }

    @Test
    void listsBreakersWithTheFailuresTheyCounted() {
        api.mesh.tale.down("payments");
        api.mesh.tale.ask(RESTART, "payments");
        api.mesh.tale.started(api.mesh.tale.scene().lastCommand());
        api.mesh.tale.failed(api.mesh.tale.scene().lastCommand());

        JsonNode breaker = api.get("/api/v1/breakers").json().at("/breakers/0");
        assertThat(breaker.at("/state").asText()).isEqualTo("CLOSED");
        assertThat(breaker.at("/failures").asInt()).isEqualTo(1);
        assertThat(breaker.at("/outcomes").asInt()).isEqualTo(1);
        assertThat(breaker.at("/service").asText()).isEqualTo("payments");
    }

    @Test
    void explainsWhatEveryGuardWouldSay() {
        api.mesh.declare(YAML, null);
        api.mesh.tale.recover(RESTART, "payments");
        api.mesh.tale.after(Duration.ofSeconds(10));
        api.mesh.tale.down("payments");

        JsonNode answer = api.get("/api/v1/explain?group=g&target=payments").json();
        assertThat(answer.at("/health").asText()).isEqualTo("DOWN");
        assertThat(answer.at("/policies/0/policy").asText()).isEqualTo("restart-payments");
        assertThat(answer.at("/policies/0/verdict").asText()).isEqualTo("BLOCKED");
        JsonNode cooldown = StreamSupport.stream(answer.at("/policies/0/guards").spliterator(), false)
                .filter(guard -> guard.at("/guard").asText().equals("cooldown"))
                .findFirst()
                .orElseThrow();
        assertThat(cooldown.at("/because").asText()).startsWith("Expected 5m of rest after a recovery");
        assertThat(cooldown.at("/until").asText()).isEqualTo("2026-03-01T12:05:04.200Z");
        assertThat(api.mesh.requests).isEmpty();
    }

    @Test
    void saysWhatWasExpectedWhereARequestIsWrong() {
        api.mesh.declare(YAML, null);
        Api.Answer unknown = api.get("/api/v1/explain?target=payments&policy=restart-payment");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.contentType()).startsWith("application/problem+json");
        assertThat(unknown.detail()).endsWith("did you mean 'restart-payments'?");
        assertThat(unknown.json().at("/instance").asText()).isEqualTo("/api/v1/explain");

        assertThat(api.get("/api/v1/explain?target=pay%20ments").detail())
                .startsWith("Expected service to be 1 to 200");
        assertThat(api.get("/api/v1/explain").detail()).isEqualTo("Expected a value of 'target', but got none");
        assertThat(api.get("/api/v1/flows?state=ajar").detail())
                .isEqualTo("Expected 'state' to be one of open, closed, but got 'ajar'");
        assertThat(api.get("/api/v1/flows?limit=0").detail()).isEqualTo("Expected 'limit' to be 1 to 1000, but got 0");
        assertThat(api.get("/api/v1/flows?limit=many").status()).isEqualTo(400);
        assertThat(api.get("/api/v1/flows/f-0").status()).isEqualTo(404);
        Api.Answer nowhere = api.get("/api/v1/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.contentType()).startsWith("application/problem+json");
    }

    @Test
    void saysWhatCannotBeReadNow() {
        api.mesh.missing("partition 3 is being moved");
        assertThat(api.get("/api/v1/flows").json().at("/missing/0").asText()).isEqualTo("partition 3 is being moved");
        Api.Answer absent = api.get("/api/v1/flows/f-0");
        assertThat(absent.status()).isEqualTo(503);
        assertThat(absent.detail()).contains("partition 3 is being moved");
    }

    private List<String> targets(String query) {
        return StreamSupport.stream(
                        api.get("/api/v1/flows" + query).json().at("/flows").spliterator(), false)
                .map(flow -> flow.at("/target").asText())
                .toList();
    }
}
