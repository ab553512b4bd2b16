package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.TargetBlocked;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient(
            "restart",
            List.of("backoff: {initial: 1ms, max: 1ms, failures: 3, resetAfter: 10m}"),
            "verify: {stableFor: 1s, within: 10s}",
            "escalate: [{notify: oncall}, {after: 15m, notify: manager}]");

    @Test
    void threeFailuresInARowBlockTheTargetForAnHourAndEscalateOnce() {
        fail(3);
        assertThat(scene.facts(TargetBlocked.class)).hasSize(1);
        TargetBlocked blocked = scene.last(TargetBlocked.class);
        assertThat(blocked.getFailures()).isEqualTo(3);
        assertThat(blocked.getUntil()).isEqualTo(scene.now().plus(Duration.ofHours(1)));
        assertThat(blocked.getReason()).startsWith("3 recoveries in a row failed; the last: step restart failed: ");
        assertThat(scene.facts(EscalationRaised.class))
                .filteredOn(raised -> raised.getRung() == 0)
                .singleElement()
                .satisfies(raised -> {
                    assertThat(raised.getLevel()).isEqualTo(EscalationLevel.HUMAN);
                    assertThat(raised.getNotify()).containsExactly("oncall");
                });
    }

    @Test
    void aTargetThatATrippedLimitBlockedIsNotEscalatedAgain() {
        Plan limited = Plan.lenient(
                "restart",
                List.of("backoff: {initial: 1ms, max: 1ms, failures: 3, resetAfter: 10m}", "limits: [3/30m]"),
                "verify: {stableFor: 1s, within: 10s}");
        for (int i = 0; i < 2; i++) {
            nextPeriod();
            scene.ask(limited, "payments");
            scene.failed(scene.lastCommand());
        }
        nextPeriod();
        scene.ask(limited, "payments");
        StepCommand running = scene.lastCommand();
        nextPeriod();
        assertThat(scene.ask(limited, "payments").getGuard()).isEqualTo("intensity");
        scene.failed(running);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(scene.facts(EscalationRaised.class))
                .extracting(EscalationRaised::getLevel)
                .containsExactly(EscalationLevel.SERVICE);
        assertThat(scene.target("payments").block()).isNotNull();
    }

    @Test
    void twoFailuresDoNot() {
        fail(2);
        assertThat(scene.facts(TargetBlocked.class)).isEmpty();
    }

    @Test
    void anIneffectiveRecoveryIsAFailureToo() {
        fail(2);
        nextPeriod();
        scene.ask(plan, "payments");
        scene.succeeded(scene.lastCommand());
        scene.after(Duration.ofSeconds(10));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
        assertThat(scene.facts(TargetBlocked.class)).hasSize(1);
    }

    @Test
    void aSuccessInBetweenForgetsTheFailures() {
        fail(2);
        nextPeriod();
        scene.ask(plan, "payments");
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.RECOVERED);
        fail(2);
        assertThat(scene.facts(TargetBlocked.class)).isEmpty();
    }

    @Test
    void tenHealthyMinutesInBetweenForgetThem() {
        fail(2);
        scene.up("payments");
        scene.after(Duration.ofMinutes(10));
        fail(1);
        assertThat(scene.target("payments").failures().count()).isEqualTo(1);
        fail(1);
        assertThat(scene.facts(TargetBlocked.class)).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            nextPeriod();
            scene.ask(plan, "payments");
            scene.failed(scene.lastCommand());
        }
    }

    private void nextPeriod() {
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
    }
}
