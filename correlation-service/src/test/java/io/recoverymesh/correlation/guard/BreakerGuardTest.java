package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = breaker("");

    @Test
    void suppressesRequestWhileBreakerIsOpen() {
        fail(plan, 3);
        BreakerChanged opened = scene.last(BreakerChanged.class);
        assertThat(opened.getUntil()).isEqualTo(scene.now().plus(Duration.ofMinutes(10)));
        VerdictGiven verdict = nextPeriod(plan);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("circuit-breaker");
        assertThat(verdict.getUntil()).isEqualTo(opened.getUntil());
        assertThat(verdict.getBlockedBy()).isEqualTo("breaker of restart on payments");
        assertThat(verdict.getReason())
                .isEqualTo("Expected a closed breaker, but the breaker of restart on payments is OPEN: Expected fewer"
                        + " than 50 % of the last 3 recoveries to fail, but 3 did");
    }

    @Test
    void suppressesOtherInstancesOfTheServiceAndNotOtherServices() {
        fail(plan, 3);
        scene.down("payments/2", "orders");
        assertThat(scene.ask(plan, "payments/2").getGuard()).isEqualTo("circuit-breaker");
        assertThat(scene.ask(plan, "orders").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void letsOneProbeThroughAfterTheOpenTime() {
        fail(plan, 3);
        nextPeriod(plan);
        scene.after(Duration.ofMinutes(10));
        assertThat(scene.runs()).hasSize(4);
        scene.down("payments/2");
        VerdictGiven verdict = scene.ask(plan, "payments/2");
        assertThat(verdict.getReason())
                .contains("is HALF_OPEN and waits for its probe "
                        + scene.recovery().id());
        assertThat(verdict.getUntil()).isNull();
    }

    @Test
    void isNotPassedByByHand() {
        fail(plan, 3);
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        assertThat(scene.askByHand(plan, "payments").getGuard()).isEqualTo("circuit-breaker");
    }

    @Test
    void neverBlocksWhereThePolicySwitchedItOff() {
        Plan off = breaker("enabled: false");
        fail(off, 5);
        assertThat(nextPeriod(off).getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(scene.facts(BreakerChanged.class)).isEmpty();
    }

    @Test
    void neverBlocksInShadow() {
        Plan shadow = breaker("shadow: true");
        fail(shadow, 5);
        assertThat(nextPeriod(shadow).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aPolicyInShadowDoesNotMoveABreakerThatIsOpen() {
        fail(plan, 3);
        assertThat(nextPeriod(breaker("shadow: true")).getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(scene.last(BreakerChanged.class).getTo()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void blocksWhileAnOperatorHoldsItOpenAndReassessesWhenItIsReset() {
        scene.down("payments");
        scene.act(scene.action(OperatorActionKind.FORCE_OPEN_BREAKER, OperatorScope.BREAKER, "payments")
                .setPolicy("restart"));
        assertThat(scene.ask(plan, "payments").getReason()).contains("is held open: by ann: looked at it");
        scene.act(scene.action(OperatorActionKind.RESET_BREAKER, OperatorScope.BREAKER, "payments")
                .setPolicy("restart"));
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void allowsWhileAnOperatorDisabledIt() {
        scene.act(scene.action(OperatorActionKind.DISABLE_BREAKER, OperatorScope.BREAKER, "payments")
                .setPolicy("restart"));
        fail(plan, 5);
        assertThat(nextPeriod(plan).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    private void fail(Plan failing, int times) {
        for (int i = 0; i < times; i++) {
            scene.failRecovery(failing, "payments");
            if (i < times - 1) {
                scene.after(Duration.ofSeconds(1));
                scene.up("payments");
                scene.after(Duration.ofSeconds(1));
            }
        }
    }

    private VerdictGiven nextPeriod(Plan next) {
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        return scene.ask(next, "payments");
    }

    private static Plan breaker(String field) {
        return Plan.lenient("restart", "breaker: {" + field + "}");
    }
}
