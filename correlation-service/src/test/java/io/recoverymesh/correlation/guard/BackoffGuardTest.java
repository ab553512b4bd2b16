package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart", "backoff: {initial: 60s, max: 600s, failures: 100}");

    @Test
    void waitsAMinuteAndUpToAFifthMoreAfterTheFirstFailure() {
        scene.failRecovery(plan, "payments");
        Instant failed = scene.now();
        VerdictGiven verdict = nextPeriod();
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("failure-backoff");
        assertThat(verdict.getUntil()).isBetween(failed.plusSeconds(60), failed.plusSeconds(72));
        assertThat(verdict.getBlockedBy()).isEqualTo("failure backoff of payments");
        assertThat(verdict.getReason())
                .isEqualTo("Expected some time to pass after 1 failed recoveries in a row, but the last ended at "
                        + failed);
    }

    @Test
    void doublesUpToTenMinutes() {
        long[] seconds = {60, 120, 240, 480, 600};
        for (long expected : seconds) {
            failAgain();
            Instant failed = scene.now();
            VerdictGiven verdict = nextPeriod();
            assertThat(verdict.getUntil())
                    .isBetween(failed.plusSeconds(expected), failed.plusSeconds(expected * 6 / 5));
            scene.up("payments");
            scene.after(Duration.ofSeconds(expected * 6 / 5));
        }
    }

    @Test
    void triesAgainByItselfWhenTheWaitIsOver() {
        scene.failRecovery(plan, "payments");
        nextPeriod();
        scene.after(Duration.ofSeconds(72));
        assertThat(scene.runs()).hasSize(2);
    }

    @Test
    void forgetsFailuresAfterTenHealthyMinutes() {
        failAgain();
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofMinutes(10));
        scene.down("payments");
        assertThat(scene.ask(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void countsFromOneAgainAfterItForgot() {
        failAgain();
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofMinutes(10));
        failAgain();
        assertThat(scene.target("payments").failures().count()).isEqualTo(1);
    }

    @Test
    void doesNotForgetForHealthBeforeTheFailure() {
        scene.up("payments");
        scene.after(Duration.ofHours(1));
        scene.failRecovery(plan, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.health("payments", HealthStatus.DEGRADED);
        Plan other = Plan.lenient("other", "backoff: {initial: 60s, max: 600s, failures: 100}");
        assertThat(scene.ask(other, "payments").getGuard()).isEqualTo("failure-backoff");
    }

    @Test
    void forgetsWhileTheTargetIsStillHealthy() {
        scene.failRecovery(plan, "payments");
        scene.up("payments");
        scene.after(Duration.ofMinutes(10));
        assertThat(scene.target("payments")
                        .failures()
                        .counting(
                                scene.target("payments").health(),
                                plan.policy().guard().backoff(),
                                scene.now()))
                .isZero();
    }

    @Test
    void isPassedByByHand() {
        scene.failRecovery(plan, "payments");
        assertThat(scene.askByHand(plan, "payments").getBypassed()).containsExactly("failure-backoff");
    }

    private void failAgain() {
        scene.failRecovery(plan, "payments");
    }

    private VerdictGiven nextPeriod() {
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        return scene.ask(plan, "payments");
    }
}
