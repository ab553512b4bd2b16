package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KillSwitchGuardTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.auto("restart");

    @Test
    void blocksEverythingWhileTheMeshIsPaused() {
        scene.meshPaused("paused by ann: release");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(verdict.getGuard()).isEqualTo("kill-switch");
        assertThat(verdict.getReason())
                .isEqualTo("Expected automatic recovery to be on, but the mesh is paused by ann: release");
        assertThat(verdict.getBlockedBy()).isEqualTo("pause of mesh");
        assertThat(verdict.getUntil()).isNull();
    }

    @Test
    void admitsAfterAMeshWidePauseThatNobodyTellsTheGroupOf() {
        scene.down("payments");
        scene.meshPaused("paused by ann: release");
        scene.ask(plan, "payments");
        scene.meshPaused(null);
        scene.after(Duration.ofSeconds(30));
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void blocksOneGroupUntilItIsResumedAndThenReassesses() {
        scene.down("payments");
        scene.act(pause(OperatorScope.GROUP, "*"));
        VerdictGiven blocked = scene.ask(plan, "payments");
        assertThat(blocked.getVerdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(blocked.getBlockedBy()).isEqualTo("pause of group g");
        scene.act(resume(OperatorScope.GROUP, "*"));
        VerdictGiven admitted = scene.last(VerdictGiven.class);
        assertThat(admitted.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(admitted.getReassessmentOf()).isEqualTo(blocked.getRequestId());
    }

    @Test
    void blocksOneServiceAndNotItsNeighbour() {
        scene.act(pause(OperatorScope.SERVICE, "payments"));
        assertThat(scene.ask(plan, "payments/payments-1").getBlockedBy()).isEqualTo("pause of service payments");
        assertThat(scene.ask(plan, "orders").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void blocksRequestsByHandToo() {
        scene.act(pause(OperatorScope.SERVICE, "payments"));
        assertThat(scene.askByHand(plan, "payments").getGuard()).isEqualTo("kill-switch");
    }

    @Test
    void saysSoWhenThereIsNothingToResume() {
        scene.act(resume(OperatorScope.GROUP, "*"));
        OperatorActed acted = scene.last(OperatorActed.class);
        assertThat(acted.getAccepted()).isFalse();
        assertThat(acted.getReason()).isEqualTo("Expected group g to be paused, but it is on");
    }

    @Test
    void refusesAPauseOfTheMeshThatNamesAGroup() {
        scene.act(pause(OperatorScope.MESH, "*"));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
        assertThat(scene.ask(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void refusesTargetsThatCannotBe() {
        scene.act(pause(OperatorScope.SERVICE, "*"));
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
        assertThat(scene.last(OperatorActed.class).getReason()).contains("Expected service");
    }

    private OperatorAction.Builder pause(OperatorScope scope, String target) {
        return scene.action(OperatorActionKind.PAUSE, scope, target);
    }

    private OperatorAction.Builder resume(OperatorScope scope, String target) {
        return scene.action(OperatorActionKind.RESUME, scope, target);
    }
}
