package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlappingGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart");

    @Test
    void aTargetThatComesAndGoesIsLeftToAPersonWhoIsToldOnce() {
        flapping(true);
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("flapping");
        scene.after(Duration.ofMinutes(10));
        scene.up("payments");
        flapping(true);
        scene.ask(plan, "payments");
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.facts(EscalationRaised.class)).hasSize(1);
    }

    @Test
    void itIsLeftAloneForAnHourOrUntilSomebodyHasLooked() {
        flapping(true);
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getUntil()).isEqualTo(scene.now().plus(Duration.ofHours(1)));
        flapping(false);
        scene.after(Duration.ofMinutes(10));
        assertThat(scene.runs()).isEmpty();
        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments"));
        assertThat(scene.runs()).hasSize(1);
    }

    private void flapping(boolean yes) {
        TargetHealth health = scene.health("payments", HealthStatus.DOWN);
        scene.observe(TargetHealth.newBuilder(health).setFlapping(yes).build());
    }
}
