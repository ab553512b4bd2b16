package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What a person does to the mesh from the page, in a real browser: each order says who and why, and has its effect. */
final class PageOrdersIT {
    private static Api api;
    private static Night night;
    private static Browser browser;

    @BeforeAll
    static void begin() {
        api = new Api();
        browser = Browser.at(api.server().getURL().toString());
        night = new Night(api);
        night.passes();
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
        browser.complaints();
    }

    @Test
    void aRequestIsApprovedWithNameAndReason() {
        browser.open("now");
        press("orders-db", "Approve");
        sign("replica is in sync");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.APPROVE);
        assertThat(last().getComment()).isEqualTo("replica is in sync");
        browser.seesNot("replication lag is 48 s, above 10 s");
        browser.sees("asked for promote");
    }

    @Test
    void aRequestIsRejected() {
        night.ill("edge-events-db", "events-db", "replication lag is 99 s");
        night.request("edge-events-db", "events-db", night.declare(Night.FAILOVER), "replication lag is 99 s");
        api.tell();
        browser.open("now");
        press("replication lag is 99 s", "Reject");
        sign("the replica is broken");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.REJECT);
        browser.until("nobody is asked any more", b -> b.all(".asks tr").stream()
                .noneMatch(row -> row.getText().contains("events-db")));
    }

    @Test
    void aStepOfAPlanIsApprovedBoundToWhatWasShown() {
        asks("gateway-1");
        browser.open("now");
        press("gateway-1", "Approve");
        browser.one("#act-roles").sendKeys("operator");
        sign("looks right");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.APPROVE);
        assertThat(last().getStep()).isEqualTo("ask");
        assertThat(last().getRoles()).containsExactly("operator");
        assertThat(last().getBinding()).isNotBlank();
        browser.until("the plan goes on", b -> b.all("tr").stream()
                .anyMatch(row ->
                        row.getText().contains("gateway-1") && row.getText().contains("asked for switch")));
    }

    @Test
    void whoHasNotTheRoleIsToldInTheFlowThatItDidNotCount() {
        asks("gateway-2");
        browser.open("now");
        press("gateway-2", "Approve");
        sign("I may not");
        browser.open("flow/" + flow("gateway-2"));
        browser.sees("refused");
        browser.sees("waits for a person");
    }

    @Test
    void aStepOfAPlanIsRejectedInItsFlow() {
        asks("gateway-3");
        browser.open("flow/" + flow("gateway-3"));
        browser.sees("step ask of fail-over-gateway");
        browser.click(".asks button:not(.primary)");
        browser.one("#act-roles").sendKeys("operator");
        sign("not tonight");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.REJECT);
        browser.seesNot("step ask of fail-over-gateway on");
        browser.sees("FAILED");
    }

    @Test
    void aRecoveryIsCancelled() {
        night.ill("edge-proxy", "proxy", "probe answered 502");
        night.started(night.ask("edge-proxy", "proxy", night.declare(Night.CHECKOUT)));
        api.tell();
        browser.open("now");
        press("proxy", "Cancel");
        sign("it makes it worse");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.CANCEL);
        browser.open("flow/" + flow("proxy"));
        browser.sees("it makes it worse");
        browser.sees("CANCELLED");
    }

    @Test
    void aStepThatWaitsForItsNextAttemptIsTriedNow() {
        night.ill("edge-cache", "cache", "probe answered 502");
        var drain = night.ask("edge-cache", "cache", night.declare(Night.RESTART));
        night.started(drain);
        night.busy(drain);
        api.tell();
        browser.open("flow/" + flow("cache"));
        press("section", "Plan of restart-payments", "Retry drain now");
        sign("the lock is free");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.RETRY_STEP);
        browser.sees("drain attempt 2");
    }

    @Test
    void aTargetIsAcknowledged() {
        browser.open("target/shop/cart");
        browser.until("acknowledge", b -> {
            b.button("Acknowledge").click();
            return true;
        });
        sign("the unit was renamed");
        assertThat(last().getKind()).isEqualTo(OperatorActionKind.ACKNOWLEDGE);
        browser.until("no failures any more", b -> b.all("button").stream()
                .noneMatch(button -> button.getText().equals("Acknowledge")));
    }

    @Test
    void aTargetIsSilencedForATimeAndTheSilenceIsEnded() {
        browser.open("target/payments/ledger");
        browser.button("Silence ledger").click();
        browser.one("#act-duration")
                .findElement(By.cssSelector("option[value='4h']"))
                .click();
        sign("moved to another rack");
        assertThat(Duration.between(last().getAt(), last().getUntil())).isEqualTo(Duration.ofHours(4));
        browser.open("now");
        browser.sees("ann: moved to another rack");
        press("moved to another rack", "End the silence");
        sign("it is there");
        browser.seesNot("moved to another rack");
    }

    @Test
    void theBrakeIsPulledAndReleased() {
        browser.open("now");
        browser.click("#pause");
        browser.click("dialog[open] button[type=submit]");
        assertThat(browser.one("dialog [role=alert]").getText())
                .as("without a reason")
                .contains("Expected your name");
        sign("deploy goes wrong");
        browser.until("pause published", b -> api.mesh.actions.stream()
                .anyMatch(a -> a.getKind() == OperatorActionKind.PAUSE && a.getScope() == OperatorScope.MESH));
        api.mesh.tale.scene().meshPaused("ann: deploy goes wrong");
        browser.open("flows");
        browser.sees("Automatic recovery is paused for the whole mesh");
        browser.click("#resume");
        sign("over");
        api.mesh.tale.scene().meshPaused(null);
        browser.open("now");
        browser.one("#pause");
    }

    private static void asks(String target) {
        night.ill("edge-" + target, target, "probe answered 502");
        night.ask("edge-" + target, target, night.declare(Night.ASKING));
        api.tell();
    }

    private static String flow(String target) {
        return api.get("/api/v1/flows?group=edge-" + target + "&target=" + target)
                .json()
                .at("/flows/0/flowId")
                .asText();
    }

    private static OperatorAction last() {
        return api.mesh.actions.getLast();
    }

    private static void press(String row, String button) {
        press("tr", row, button);
    }

    private static void press(String element, String words, String button) {
        browser.until(button + " beside " + words, b -> {
            WebElement place = b.all(element).stream()
                    .filter(one ->
                            one.getText().contains(words) && one.getText().contains(button))
                    .findFirst()
                    .orElse(null);
            if (place == null) {
                return null;
            }
            place.findElements(By.tagName("button")).stream()
                    .filter(one -> one.getText().strip().equals(button))
                    .findFirst()
                    .orElseThrow()
                    .click();
            return true;
        });
    }

    private static void sign(String comment) {
        browser.one("dialog[open]");
        browser.one("#act-by").clear();
        browser.one("#act-by").sendKeys("ann");
        browser.one("#act-comment").sendKeys(comment);
        browser.click("dialog button[type=submit]");
        browser.until("the dialog is gone", b -> b.all("dialog").isEmpty());
    }
}
