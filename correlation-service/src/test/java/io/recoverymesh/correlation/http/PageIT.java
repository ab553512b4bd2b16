package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page as a person uses it, in a real browser. */
final class PageIT {
    private static Api api;
    private static Night night;
    private static Browser browser;
    private static String repaired;

    @BeforeAll
    static void begin() {
        api = new Api(Map.of("correlation.page.links.trace", "http://tempo.example/trace/{traceId}"));
        browser = Browser.at(api.server().getURL().toString());
        night = new Night(api);
        night.passes();
        repaired = api.get("/api/v1/flows?outcome=recovered")
                .json()
                .at("/flows/0/flowId")
                .asText();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
        api.close();
    }

    @BeforeEach
    void calm() {
        browser.driver().get("about:blank");
        browser.size(1280, 900);
        browser.scheme("light");
        browser.complaints();
    }

    @Test
    void nowSaysWhatIsBrokenWhatIsDoneWhatWaitsAndWhatIsHeldBack() {
        browser.open("now");
        browser.sees("targets are unhealthy");
        assertThat(browser.text())
                .contains("Waits for a person", "replication lag is 48 s, above 10 s for 1 min")
                .contains("runs restart")
                .contains("Broken in data", "Broken in payments", "Held back");
        assertThat(browser.one("[data-state=DOWN] svg").isDisplayed()).isTrue();
    }

    @Test
    void flowShowsBarsThePlanTheChainAndEveryFact() {
        browser.open("flow/" + repaired);
        assertThat(browser.text())
                .contains("drain waits to be tried again", "verify payments/p-1", "What led to what", "busy");
        assertThat(browser.all(".fall-row.step")).hasSize(5);
        assertThat(browser.all(".graph .node").size()).isGreaterThan(6);
        assertThat(browser.one("a.out").getDomProperty("href"))
                .startsWith("http://tempo.example/trace/")
                .doesNotContain("{");
        browser.all("summary").forEach(summary -> summary.click());
        browser.sees("RecoveryStarted");
        browser.sees("The waterfall as a table");
        assertThat(browser.all("table")).hasSizeGreaterThan(3);
    }

    @Test
    void flowsAreFoundByTextAndTheSearchIsALink() {
        browser.open("flows");
        browser.one("#f-text").sendKeys("orders-db", Keys.ENTER);
        browser.until(
                "the search in the address", b -> b.driver().getCurrentUrl().contains("text=orders-db"));
        browser.seesNot("payments/p-1");
        assertThat(browser.all("tbody tr")).hasSize(1);

        browser.open("flows?outcome=RECOVERED");
        assertThat(browser.all("tbody tr")).hasSize(1);
        browser.open("flows?text=nothing-is-called-so");
        browser.sees("No flow is like that");
    }

    @Test
    void targetExplainsEveryGuard() {
        browser.open("target/payments/payments/p-1");
        assertThat(browser.text())
                .contains("What would be answered if it were asked for now", "kill-switch", "cooldown", "bad period");
    }

    @Test
    void policyShowsItsPlanAndWhatItWouldHaveDone() {
        browser.open("policy/recovery/reindex-search");
        assertThat(browser.text()).contains("observe", "What it would have done", "shop/search");
        browser.open("policies");
        browser.sees("failover-orders-db");
    }

    @Test
    void whatIsNotThereIsSaidWithTheWayBack() {
        browser.open("flow/f-unknown");
        browser.sees("There is no such thing");
        browser.sees("f-unknown");
        browser.complaints();
    }

    @Test
    void aPersonApprovesWithNameAndReason() {
        browser.open("now");
        browser.until("approve", b -> {
            b.button("Approve").click();
            return true;
        });
        browser.one("dialog[open]");
        browser.one("#act-by").clear();
        browser.one("#act-by").sendKeys("ann");
        browser.one("#act-comment").sendKeys("replica is in sync");
        browser.click("dialog button[type=submit]");
        browser.sees("recorded");
        assertThat(api.mesh.actions.getLast().getKind()).isEqualTo(OperatorActionKind.APPROVE);
        assertThat(api.mesh.actions.getLast().getComment()).isEqualTo("replica is in sync");
        browser.seesNot("Waits for a person");
        browser.sees("asked for promote");
    }

    @Test
    void theBrakeIsPulledAndReleased() {
        browser.open("now");
        browser.click("#pause");
        browser.click("dialog[open] button[type=submit]");
        assertThat(browser.one("dialog [role=alert]").getText())
                .as("without a reason")
                .contains("Expected your name");
        browser.one("#act-by").clear();
        browser.one("#act-by").sendKeys("ann");
        browser.one("#act-comment").sendKeys("deploy goes wrong");
        browser.click("dialog button[type=submit]");
        browser.until("pause published", b -> api.mesh.actions.stream()
                .anyMatch(a -> a.getKind() == OperatorActionKind.PAUSE && a.getScope() == OperatorScope.MESH));
        api.mesh.tale.scene().meshPaused("ann: deploy goes wrong");
        browser.open("flows");
        browser.sees("Automatic recovery is paused for the whole mesh");
        browser.click("#resume");
        browser.one("#act-comment").sendKeys("over");
        browser.click("dialog button[type=submit]");
        api.mesh.tale.scene().meshPaused(null);
        browser.open("now");
        browser.one("#pause");
    }

    @Test
    void whatHappensIsSeenWithoutReloading() {
        browser.open("now");
        browser.one("[data-state=UP]");
        browser.until("live", b -> b.one("#live").getText().equals("live"));
        browser.script("window.notReloaded = true");
        night.ill("shop", "frontend", "probe answered 500");
        night.ask("shop", "frontend", night.declare(Night.CHECKOUT));
        api.tell();
        long before = System.nanoTime();
        browser.sees("frontend");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(browser.script("return window.notReloaded")).isEqualTo(true);
    }

    @Test
    void whatOthersWroteIsTextWhereverItStands() {
        browser.driver().executeScript("window.name = ''");
        List<String> corpus = List.of(
                "<img src=x onerror=\"document.title='owned'\">",
                "<script>document.title='owned'</script>",
                "\"><svg onload=document.title='owned'>",
                "javascript:document.title='owned'//",
                "{{constructor.constructor('document.title=1')()}}",
                "'-document.title='owned'-'",
                "\u202egnp.exe\u0000\u0007<b>",
                "&lt;img src=x onerror=alert(1)&gt;",
                "]]></script><iframe srcdoc=\"<script>parent.document.title='owned'</script>\">");
        Plan plan = night.declare(Night.RESTART);
        for (int i = 0; i < corpus.size(); i++) {
            String poison = corpus.get(i);
            String target = "fraud/x-" + i;
            night.ill("payments", target, poison);
            night.request("payments", target, plan, poison);
            night.health("payments", target, HealthStatus.DEGRADED, poison);
        }
        night.failed(night.last(), corpus.getFirst());
        api.post(
                "/api/v1/operator/pause",
                "{\"scope\": \"group\", \"group\": \"payments\", \"by\": \"<img src=x onerror=document.title=1>\","
                        + " \"comment\": \"<script>document.title='owned'</script>\"}");
        api.tell();
        String flow = api.get("/api/v1/flows?target=fraud/x-0&group=payments")
                .json()
                .at("/flows/0/flowId")
                .asText();
        for (String view : List.of(
                "now",
                "flows",
                "flow/" + flow,
                "targets",
                "target/payments/fraud/x-0",
                "policy/recovery/restart-payments")) {
            browser.open(view);
            browser.all("summary").forEach(summary -> summary.click());
            assertThat(browser.driver().getTitle()).as(view).endsWith("Recovery Mesh");
            assertThat(browser.all("main img, main script, main iframe, main b, [onerror], [onload]"))
                    .as(view)
                    .isEmpty();
            assertThat(browser.all("a[href^='javascript:']")).as(view).isEmpty();
        }
        browser.open("flow/" + flow);
        browser.sees("<img src=x onerror=");
        browser.open("flows?text=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
        assertThat(browser.one("#f-text").getDomProperty("value")).isEqualTo("<img src=x onerror=alert(1)>");
        api.post(
                "/api/v1/operator/resume",
                "{\"scope\": \"group\", \"group\": \"payments\", \"by\": \"ann\", \"comment\": \"over\"}");
    }

    @Test
    void axeFindsNothingSerious() {
        for (String view : List.of(
                "now",
                "flows",
                "flow/" + repaired,
                "targets",
                "target/payments/payments/p-1",
                "policies",
                "policy/recovery/restart-payments",
                "reports")) {
            browser.open(view);
            browser.all("summary").forEach(summary -> summary.click());
            assertThat(browser.seriousFindings("{}")).as(view).isEmpty();
        }
        browser.scheme("dark");
        for (String view : List.of("now", "flow/" + repaired, "reports")) {
            browser.open(view);
            assertThat(browser.seriousFindings("{runOnly: ['color-contrast']}"))
                    .as("%s in the dark", view)
                    .isEmpty();
        }
        browser.open("now");
        browser.click("#pause");
        assertThat(browser.seriousFindings("{}")).as("the dialog").isEmpty();
    }

    @Test
    void everythingWorksWithTheKeyboard() {
        browser.open("now");
        browser.one("body").sendKeys("f");
        browser.until("flows", b -> b.driver().getCurrentUrl().endsWith("#/flows"));
        browser.settled();
        browser.one("body").sendKeys("/");
        browser.until("the search has the focus", b -> "f-text"
                .equals(b.driver().switchTo().activeElement().getDomProperty("id")));
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.script("document.activeElement.blur()");
        browser.one("body").sendKeys("n");
        browser.settled();
        browser.one("#pause").sendKeys(Keys.ENTER);
        browser.one("dialog[open]");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.until("no dialog", b -> b.all("dialog").isEmpty());
    }

    @Test
    void theFirstLoadIsSmallAndNothingLeavesTheHost() throws Exception {
        browser.driver().get("about:blank");
        browser.requests();
        browser.open("flow/" + repaired);
        List<String> asked = browser.requests();
        String own = api.server().getURL().toString();
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(own));

        long bytes = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String url :
                    asked.stream().filter(u -> !u.contains("/api/")).distinct().toList()) {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(url.replaceFirst("#.*", "")))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).as(url).isEqualTo(200);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .as(url)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe");
                bytes += answer.body().length;
            }
        }
        assertThat(bytes).as("bytes of the first load, not compressed").isBetween(20_000L, 150_000L);
    }
}
