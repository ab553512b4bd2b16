package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCommand;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever others wrote into any field of an event is text in every view, in a real browser. */
final class PageCorpusIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> CORPUS = List.of(
            "<img src=x onerror=\"document.title='owned'\">",
            "<script>document.title='owned'</script>",
            "\"><svg onload=document.title='owned'>",
            "javascript:document.title='owned'//",
            "{{constructor.constructor('document.title=1')()}}",
            "'-document.title='owned'-'",
            "\u202egnp.exe\u0000\u0007\u001b[2J<b>",
            "&lt;img src=x onerror=alert(1)&gt;",
            "]]></script><iframe srcdoc=\"<script>parent.document.title='owned'</script>\">",
            "</title></style></textarea><math><mi xlink:href=\"javascript:document.title='owned'\">x");

    @Test
    void nothingThatOthersWroteIsMoreThanText() {
        try (Api api = new Api(Map.of("correlation.page.links.trace", "http://tempo.example/{target}?q={policy}"));
                Browser browser = Browser.at(api.server().getURL().toString())) {
            Night night = new Night(api);
            for (int i = 0; i < CORPUS.size(); i++) {
                poisoned(api, night, i);
            }
            api.tell();
            List<String> flows =
                    api.get("/api/v1/flows?group=fraud").json().at("/flows").findValuesAsText("flowId");
            assertThat(flows).hasSize(CORPUS.size());
            browser.size(1280, 900);
            for (String view : List.of("now", "flows", "targets", "policies", "reports", "policy/recovery/poisoned")) {
                check(browser, view);
            }
            for (int i = 0; i < flows.size(); i++) {
                check(browser, "flow/" + encoded(flows.get(i)));
                check(browser, "target/fraud/x-" + i);
                String markdown = api.get("/api/v1/flows/" + encoded(flows.get(i)) + "/markdown")
                        .text();
                assertThat(markdown).doesNotContainPattern("(?<!\\\\)[<>]|[\u0000-\u0009\u000b-\u001f\u202e]");
            }
            browser.open("flow/"
                    + encoded(api.get("/api/v1/flows?group=fraud&target=x-0")
                            .json()
                            .at("/flows/0/flowId")
                            .asText()));
            browser.sees("<img src=x onerror=");
            browser.open("flows?text=" + encoded(CORPUS.getFirst()));
            assertThat(browser.one("#f-text").getDomProperty("value")).isEqualTo(CORPUS.getFirst());
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** One story with the poison in every field that somebody else fills. */
    private static void poisoned(Api api, Night night, int i) {
        String poison = CORPUS.get(i);
        String target = "x-" + i;
        Plan plan = night.declare(policy(poison));
        night.health("fraud", target, HealthStatus.DOWN, poison);
        RecoveryRequest plain = night.request("fraud", target, plan);
        SignalSummary signal = SignalSummary.newBuilder(plain.getSignal())
                .setName(poison)
                .setSource(poison)
                .setState(poison)
                .setSeverity(poison)
                .setReason(poison)
                .setLabels(Map.of(poison, poison))
                .build();
        api.mesh.tale.give(RecoveryRequest.newBuilder(plain)
                .setSignal(signal)
                .setRequestedBy(poison)
                .setComment(poison)
                .build());
        StepCommand first = night.last();
        api.mesh.tale.report(
                first, new AttemptStarted(api.mesh.tale.scene().now().plusSeconds(30)), poison);
        api.mesh.tale.report(
                first, new AttemptProgressed(api.mesh.tale.scene().now().plusSeconds(30), poison), poison);
        api.mesh.tale.report(first, new AttemptSucceeded("{\"said\": " + quoted(poison) + "}", 5L), poison);
        StepCommand second = night.last();
        api.mesh.tale.report(
                second, new AttemptStarted(api.mesh.tale.scene().now().plusSeconds(30)), poison);
        api.mesh.tale.report(second, new AttemptFailed(FailureKind.FAILED, poison, false, 5L), poison);
        for (String order : List.of(
                "acknowledge\", \"group\": \"fraud\", \"target\": " + quoted(target),
                "pause\", \"scope\": \"group\", \"group\": \"fraud\"",
                "silence\", \"scope\": \"service\", \"duration\": \"1h\", \"group\": \"fraud\", \"target\": \"x-" + i
                        + "\"",
                "resume\", \"scope\": \"group\", \"group\": \"fraud\"")) {
            int name = order.indexOf('"');
            Api.Answer answer = api.post(
                    "/api/v1/operator/" + order.substring(0, name),
                    "{\"by\": " + quoted(poison) + ", \"comment\": " + quoted(poison) + order.substring(name + 1)
                            + "}");
            assertThat(answer.status()).as("%s: %s", order, answer.text()).isIn(202, 400);
        }
        night.health("fraud", target, HealthStatus.DEGRADED, poison);
    }

    private static String policy(String poison) {
        return """
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: poisoned}
                spec:
                  mode: auto
                  on: [{alert: {labels: {alertname: %s}, holdFor: 1s}}]
                  guard: {fleet: {maxUnhealthy: 100%%}, groupLimits: [1000/1h], serviceLimits: [1000/1h], concurrency: {group: 100, mesh: 100}}
                  steps:
                    - {id: first, run: exec/first, with: {words: %s}, when: %s}
                    - {id: second, run: exec/second, with: {words: %s}, safety: idempotent}
                """.formatted(
                        quoted(poison),
                        quoted(poison),
                        quoted("target.name != " + quoted(poison).replaceAll("[^ -~]", "")),
                        quoted(poison));
    }

    private static void check(Browser browser, String view) {
        browser.open(view);
        browser.all("summary").forEach(summary -> summary.click());
        assertThat(browser.driver().getTitle()).as(view).endsWith("Recovery Mesh");
        assertThat(browser.all("main img, main script, main iframe, main b, main math, [onerror], [onload]"))
                .as(view)
                .isEmpty();
        assertThat(browser.all("a[href^='javascript:' i]")).as(view).isEmpty();
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
