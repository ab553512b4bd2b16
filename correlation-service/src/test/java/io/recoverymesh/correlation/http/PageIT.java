package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

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
    void whileNothingNewCanBeKnownThePageSaysSinceWhen() {
        browser.open("flows");
        browser.until("live", b -> b.one("#live").getText().equals("live"));
        api.feed().stale("2026-03-01T12:00:00Z");
        browser.sees("Kafka does not answer the mesh");
        assertThat(browser.one("#banner").getText()).contains("since", "nothing new is seen");
        assertThat(browser.one("#live").getText()).isEqualTo("not live");
        api.feed().fresh();
        browser.seesNot("Kafka does not answer the mesh");
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
    void noEdgeOfAPlanHidesBehindABox() {
        night.declare(Night.GRAPH);
        browser.open("policy/recovery/payments-unavailable");
        assertThat(browser.all(".graph .edge")).hasSizeGreaterThan(6);
        assertThat(browser.script("""
                const hidden = [];
                for (const svg of document.querySelectorAll('svg.graph')) {
                  const boxes = [...svg.querySelectorAll('.node')].map(node => {
                    const place = node.transform.baseVal.consolidate().matrix, rect = node.querySelector('rect');
                    return {id: node.dataset.node, x: place.e, y: place.f, w: rect.width.baseVal.value, h: rect.height.baseVal.value};
                  });
                  const view = svg.viewBox.baseVal;
                  for (const edge of svg.querySelectorAll('.edge')) {
                    const path = edge.querySelector('path'), length = path.getTotalLength();
                    for (let at = 0; at <= length; at += 2) {
                      const p = path.getPointAtLength(at);
                      const box = boxes.find(b => p.x > b.x + 1 && p.x < b.x + b.w - 1 && p.y > b.y + 1 && p.y < b.y + b.h - 1);
                      if (box || p.x < 0 || p.y < 0 || p.x > view.width || p.y > view.height) {
                        hidden.push(`${edge.dataset.from} to ${edge.dataset.to}: ${box ? 'behind ' + box.id : 'outside'} at ${p.x},${p.y}`);
                        break;
                      }
                    }
                  }
                }
                return hidden;
                """)).isEqualTo(List.of());
    }

    @Test
    void whatIsNotThereIsSaidWithTheWayBack() {
        browser.open("flow/f-unknown");
        browser.sees("There is no such thing");
        browser.sees("f-unknown");
        browser.complaints();
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
