package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.VerdictGiven;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardChainTest {
    private final GuardChain chain = new GuardChain();

    @Test
    void asksInTheDocumentedOrder() {
        assertThat(chain.names())
                .containsExactly(
                        "kill-switch",
                        "still-firing",
                        "age",
                        "catching-up",
                        "idempotency",
                        "depth",
                        "flapping",
                        "maintenance",
                        "dependency",
                        "cooldown",
                        "failure-backoff",
                        "intensity",
                        "fleet",
                        "concurrency",
                        "circuit-breaker",
                        "mode");
    }

    @Test
    void byHandPassesByOnlyRestsAndLimits() {
        assertThat(chain.bypassedByHand())
                .containsExactly(
                        "flapping", "maintenance", "dependency", "cooldown", "failure-backoff", "intensity", "fleet");
    }

    @Test
    void aPolicyThatSaysNothingHasTheDefaultsOfTheDesign() {
        assertThat(Plan.auto("restart").policy().guard()).isEqualTo(GuardSettings.DEFAULTS);
    }

    @Test
    void recordsEveryGuardThatWasPassedBy() {
        Scene scene = new Scene();
        Plan plan =
                Plan.auto("restart", "guard: {limits: [1/30m], fleet: {maxUnhealthy: 1%}, breaker: {enabled: false}}");
        scene.recover(plan, "payments");
        scene.down("orders", "billing");
        VerdictGiven verdict = scene.askByHand(plan, "payments");
        assertThat(verdict.getBypassed()).isEqualTo(List.of("cooldown", "intensity", "fleet"));
        assertThat(verdict.getReason()).isEqualTo("every guard allowed it");
    }

    @Test
    void explainsEveryGuardAlsoAfterOneThatRefuses() {
        Scene scene = new Scene();
        scene.meshPaused("paused by ann");
        var request = scene.byHand(Plan.auto("restart", "mode: approve"), "payments", "ann");
        List<Explanation> said = scene.explain(request);
        assertThat(said).hasSize(chain.names().size());
        assertThat(said.getFirst().answer()).isEqualTo("BLOCKED");
        assertThat(said.getLast().answer()).isEqualTo("AWAITING_APPROVAL");
        assertThat(said).allSatisfy(e -> assertThat(e.because()).isNotBlank());
        assertThat(scene.facts()).isEmpty();
    }
}
