package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StillFiringGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void expiresWhatTheTargetHasRecoveredFrom() {
        scene.down("payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.sleeping(Duration.ofSeconds(1));
        scene.up("payments");
        VerdictGiven verdict = scene.give(request);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getGuard()).isEqualTo("still-firing");
        assertThat(verdict.getReason())
                .isEqualTo("Expected payments to be unhealthy still, but it is UP since " + scene.now());
    }

    @Test
    void expiresWhatSpeaksOfAnEarlierBadPeriod() {
        scene.down("payments");
        RecoveryRequest request = scene.request(plan, "payments");
        scene.sleeping(Duration.ofSeconds(1));
        scene.up("payments");
        scene.sleeping(Duration.ofSeconds(1));
        scene.down("payments");
        VerdictGiven verdict = scene.give(request);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getReason()).contains("but a later one began at " + scene.now());
    }

    @Test
    void allowsASignalThatIsNewerThanTheLastHealth() {
        scene.up("payments");
        scene.sleeping(Duration.ofSeconds(1));
        assertThat(scene.ask(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void allowsATargetWhoseHealthWasNotSeenYet() {
        assertThat(scene.ask(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void doesNotAskWhatAPersonOrAnotherRecoveryWants() {
        Plan plan = Plan.lenient("restart");
        scene.up("payments", "orders");
        assertThat(scene.askByHand(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
        RecoveryRequest chained = RecoveryRequest.newBuilder(scene.request(plan, "orders"))
                .setEpisode(null)
                .setSignal(scene.signal(SignalKind.RECOVERY, "RECOVERED"))
                .build();
        assertThat(scene.give(chained).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }
}
