package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MaintenanceGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart");

    @Test
    void waitsForTheEndOfTheWindowAndLooksAgain() {
        Surrounded around = new Surrounded();
        scene.neighbourhood(around);
        var end = scene.now().plus(Duration.ofHours(2));
        around.window(new Neighbourhood.Window("[SAT] 02:00 to 04:00 UTC", end));
        scene.down("payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("maintenance");
        assertThat(verdict.getUntil()).isEqualTo(end);
        scene.after(Duration.ofMinutes(119));
        assertThat(scene.runs()).isEmpty();
        scene.after(Duration.ofMinutes(1));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void whatIsHealthyAtTheEndIsLeftAlone() {
        silence(OperatorScope.SERVICE, "payments", Duration.ofHours(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.up("payments");
        scene.after(Duration.ofHours(2));
        assertThat(scene.runs()).isEmpty();
    }

    @Test
    void aSilenceHoldsForItsScopeOnlyAndEndsByItself() {
        silence(OperatorScope.SERVICE, "payments", Duration.ofHours(1));
        scene.down("payments", "payments/p1", "orders");
        assertThat(scene.ask(plan, "payments").getReason())
                .startsWith("Expected no recovery silence, but service payments is silenced by ann until");
        assertThat(scene.ask(plan, "payments/p1").getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(scene.ask(plan, "orders").getVerdict()).isEqualTo(Verdict.ADMITTED);
        scene.after(Duration.ofHours(1));
        assertThat(scene.runs()).hasSize(3);
    }

    @Test
    void aSilenceOfATargetOrAGroupIsOne() {
        silence(OperatorScope.TARGET, "payments/p1", Duration.ofHours(1));
        scene.down("payments/p1", "payments/p2");
        assertThat(scene.ask(plan, "payments/p1").getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(scene.ask(plan, "payments/p2").getVerdict()).isEqualTo(Verdict.ADMITTED);
        silence(OperatorScope.GROUP, "*", Duration.ofHours(1));
        scene.down("orders");
        assertThat(scene.ask(plan, "orders").getBlockedBy()).isEqualTo("silence of group g");
    }

    @Test
    void anOperatorEndsASilenceAndWhatWaitedIsLookedAtAgain() {
        silence(OperatorScope.SERVICE, "payments", Duration.ofHours(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.act(scene.action(OperatorActionKind.UNSILENCE, OperatorScope.SERVICE, "payments"));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void aSilenceWithoutASensibleEndIsRefused() {
        scene.act(scene.action(OperatorActionKind.SILENCE, OperatorScope.SERVICE, "payments"));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected the end of the silence within the next 30 days, but got null");
        silence(OperatorScope.SERVICE, "payments", Duration.ofDays(31));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
    }

    @Test
    void byHandItIsPassedBy() {
        silence(OperatorScope.SERVICE, "payments", Duration.ofHours(1));
        scene.down("payments");
        assertThat(scene.askByHand(plan, "payments").getBypassed()).containsExactly("maintenance");
    }

    private void silence(OperatorScope scope, String target, Duration time) {
        scene.act(scene.action(OperatorActionKind.SILENCE, scope, target)
                .setBy("ann")
                .setUntil(scene.now().plus(time)));
    }
}
