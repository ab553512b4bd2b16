package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CooldownGuardTest {
    private final Scene scene = new Scene();

    @Test
    void restsFiveMinutesAfterAVerifiedSuccess() {
        Plan plan = Plan.lenient("restart", "cooldown: 5m");
        scene.recover(plan, "payments");
        var verified = scene.now();
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("cooldown");
        assertThat(verdict.getUntil()).isEqualTo(verified.plusSeconds(300));
        assertThat(verdict.getBlockedBy()).isEqualTo("cooldown of payments");
        assertThat(verdict.getReason())
                .isEqualTo("Expected 5m of rest after a recovery, but the last one was verified at " + verified);
    }

    @Test
    void reassessesWhenTheRestIsOverAndTheTargetIsStillIll() {
        Plan plan = Plan.lenient("restart", "cooldown: 5m");
        scene.recover(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.give(request);
        scene.after(Duration.ofSeconds(298));
        assertThat(scene.runs()).hasSize(1);
        scene.after(Duration.ofSeconds(1));
        VerdictGiven verdict = scene.last(VerdictGiven.class);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(verdict.getReassessmentOf()).isEqualTo(request.getId());
        assertThat(scene.verdictsOn(request)).hasSize(1);
        assertThat(scene.runs()).hasSize(2);
    }

    @Test
    void staysSilentWhenTheTargetIsWellAgainByThen() {
        Plan plan = Plan.lenient("restart", "cooldown: 5m");
        scene.recover(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        int facts = scene.facts().size();
        scene.after(Duration.ofHours(1));
        assertThat(scene.facts()).hasSize(facts);
        assertThat(scene.ledger().waiting().entries()).isEmpty();
    }

    @Test
    void staysSilentWhenItIsAnotherBadPeriodByThen() {
        Plan plan = Plan.lenient("restart", "cooldown: 5m");
        scene.recover(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        scene.after(Duration.ofHours(1));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void blocksForAnHourAfterThreeFailuresUntilSomebodySaysWhoAndWhy() {
        Plan plan = Plan.lenient("restart", "backoff: {failures: 3, initial: 1ms, max: 1ms}");
        failThreeTimes(plan);
        VerdictGiven verdict = scene.last(VerdictGiven.class);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getUntil()).isEqualTo(scene.last(TargetBlocked.class).getUntil());
        assertThat(verdict.getBlockedBy()).isEqualTo("block of payments");
        assertThat(verdict.getReason())
                .startsWith("Expected no block, but since ")
                .contains("3 recoveries in a row failed")
                .endsWith("; an acknowledgement clears it");
        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments")
                .setComment(" "));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
        assertThat(scene.runs()).hasSize(3);
        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments"));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isTrue();
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(scene.runs()).hasSize(4);
    }

    @Test
    void endsTheBlockByItselfAfterTheHour() {
        Plan plan = Plan.lenient("restart", "backoff: {failures: 3, initial: 1ms, max: 1ms}");
        failThreeTimes(plan);
        scene.after(Duration.ofMinutes(59));
        assertThat(scene.runs()).hasSize(3);
        scene.after(Duration.ofMinutes(1));
        assertThat(scene.runs()).hasSize(4);
    }

    @Test
    void isNotEndedByASuccessByHand() {
        Plan plan = Plan.lenient("restart", "backoff: {failures: 3, initial: 1ms, max: 1ms}");
        failThreeTimes(plan);
        scene.askByHand(plan, "payments");
        scene.succeeded(scene.lastCommand());
        scene.up("payments");
        scene.after(Duration.ofSeconds(30));
        scene.down("payments");
        assertThat(scene.ask(plan, "payments").getBlockedBy()).isEqualTo("block of payments");
    }

    @Test
    void isPassedByByHandAndThatIsRecorded() {
        Plan plan = Plan.lenient("restart", "cooldown: 5m");
        scene.recover(plan, "payments");
        VerdictGiven verdict = scene.askByHand(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(verdict.getBypassed()).containsExactly("cooldown");
        assertThat(verdict.getRequestedBy()).isEqualTo("ann");
    }

    private void failThreeTimes(Plan plan) {
        for (int i = 0; i < 3; i++) {
            scene.failRecovery(plan, "payments");
            scene.after(Duration.ofSeconds(1));
            scene.up("payments");
            scene.after(Duration.ofSeconds(1));
        }
        scene.down("payments");
        scene.ask(plan, "payments");
    }
}
