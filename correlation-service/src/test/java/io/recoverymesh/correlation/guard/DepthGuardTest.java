package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import org.junit.jupiter.api.Test;

class DepthGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void endsChainsBeyondTheDepthAndTellsAPerson() {
        assertThat(deep(5, "a").getVerdict()).isEqualTo(Verdict.ADMITTED);
        VerdictGiven verdict = deep(6, "b");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("depth");
        assertThat(verdict.getReason())
                .isEqualTo("Expected a chain of at most 5 recoveries, but this would be number 6");
        assertThat(scene.last(EscalationRaised.class).getLevel()).isEqualTo(EscalationLevel.HUMAN);
    }

    private VerdictGiven deep(int depth, String target) {
        return scene.give(RecoveryRequest.newBuilder(scene.request(plan, target))
                .setSignal(scene.signal(SignalKind.RECOVERY, "RECOVERED"))
                .setDepth(depth)
                .build());
    }
}
