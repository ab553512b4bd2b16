package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntensityGuardTest {
    private final Scene scene = new Scene();

    @Test
    void admitsThreeOfATargetInThirtyMinutesAndNoFourth() {
        Plan plan = Plan.lenient("restart", "limits: [3/30m]");
        Instant first = scene.now();
        loop(plan, "payments", 3);
        scene.down("payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("intensity");
        assertThat(verdict.getUntil()).isEqualTo(first.plus(Duration.ofMinutes(30)));
        assertThat(verdict.getBlockedBy()).isEqualTo("limit 3/30m of target payments");
        assertThat(verdict.getReason())
                .isEqualTo("Expected at most 3/30m recoveries of target payments, but there were 3");
    }

    @Test
    void slidesToTheMillisecond() {
        Plan plan = Plan.lenient("restart", "limits: [1/30m]", "cooldownAfterBlock: 1ms");
        scene.down("payments");
        scene.ask(plan, "payments");
        Instant admitted = scene.now();
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(30));
        scene.down("payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getUntil()).isEqualTo(admitted.plus(Duration.ofMinutes(30)));
        scene.after(Duration.between(scene.now(), verdict.getUntil()).minusMillis(1));
        assertThat(scene.runs()).hasSize(1);
        scene.after(Duration.ofMillis(1));
        assertThat(scene.runs()).hasSize(2);
    }

    @Test
    void blocksTheTargetAndEscalatesOnce() {
        Plan plan = Plan.lenient("restart", "limits: [2/30m]");
        loop(plan, "payments", 2);
        for (int i = 0; i < 5; i++) {
            scene.down("payments");
            scene.ask(plan, "payments");
            scene.after(Duration.ofSeconds(10));
            scene.up("payments");
            scene.after(Duration.ofSeconds(10));
        }
        assertThat(scene.facts(TargetBlocked.class)).hasSize(1);
        assertThat(scene.facts(EscalationRaised.class))
                .extracting(EscalationRaised::getLevel)
                .containsExactly(EscalationLevel.SERVICE);
    }

    @Test
    void anAcknowledgedTripIsNotEscalatedAgainButANewOneIs() {
        Plan plan = Plan.lenient("restart", "limits: [2/30m]");
        loop(plan, "payments", 2);
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments"));
        assertThat(scene.last(VerdictGiven.class).getGuard()).isEqualTo("intensity");
        assertThat(scene.facts(TargetBlocked.class)).hasSize(1);
        scene.after(Duration.ofMinutes(30));
        assertThat(scene.runs()).hasSize(3);
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofMinutes(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofMinutes(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        assertThat(scene.facts(TargetBlocked.class)).hasSize(2);
    }

    @Test
    void countsAServiceOverItsInstances() {
        Plan plan = Plan.lenient("restart", "serviceLimits: [2/10m, 7/24h]");
        loop(plan, "payments/1", 1);
        loop(plan, "payments/2", 1);
        scene.down("payments/3");
        VerdictGiven verdict = scene.ask(plan, "payments/3");
        assertThat(verdict.getBlockedBy()).isEqualTo("limit 2/10m of service payments");
        assertThat(scene.last(EscalationRaised.class).getLevel()).isEqualTo(EscalationLevel.GROUP);
        assertThat(scene.facts(TargetBlocked.class)).isEmpty();
    }

    @Test
    void countsAGroupOverItsServices() {
        Plan plan = Plan.lenient("restart", "groupLimits: [2/10m]");
        loop(plan, "a", 1);
        loop(plan, "b", 1);
        scene.down("c");
        VerdictGiven verdict = scene.ask(plan, "c");
        assertThat(verdict.getBlockedBy()).isEqualTo("limit 2/10m of group g");
        assertThat(scene.last(EscalationRaised.class).getLevel()).isEqualTo(EscalationLevel.MESH);
    }

    @Test
    void holdsSeveralWindowsAtOnce() {
        Plan plan = Plan.lenient("restart", "limits: [2/1m, 3/24h]");
        loop(plan, "payments", 3, Duration.ofMinutes(1));
        scene.down("payments");
        assertThat(scene.ask(plan, "payments").getBlockedBy()).isEqualTo("limit 3/1d of target payments");
    }

    @Test
    void keepsWhatAWiderLimitOfAnotherPolicyNeeds() {
        Plan narrow = Plan.lenient("narrow", "groupLimits: [1000/1m]");
        Plan wide = Plan.lenient("wide", "groupLimits: [100/24h]");
        loop(wide, "a", 1);
        loop(narrow, "a", 99);
        scene.down("a");
        assertThat(scene.ask(wide, "a").getBlockedBy()).isEqualTo("limit 100/1d of group g");
    }

    @Test
    void isPassedByByHandAndStillCounts() {
        Plan plan = Plan.lenient("restart", "limits: [1/30m]");
        loop(plan, "payments", 1);
        VerdictGiven verdict = scene.askByHand(plan, "payments");
        assertThat(verdict.getBypassed()).containsExactly("intensity");
        assertThat(scene.facts(EscalationRaised.class)).isEmpty();
        assertThat(scene.target("payments").admissions().times()).hasSize(2);
    }

    private void loop(Plan plan, String target, int times) {
        loop(plan, target, times, Duration.ofSeconds(1));
    }

    private void loop(Plan plan, String target, int times, Duration apart) {
        for (int i = 0; i < times; i++) {
            scene.recover(plan, target);
            scene.after(apart);
        }
    }
}
