package io.recoverymesh.correlation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModeGuardTest {
    private final Scene scene = new Scene();
    private final Plan approve = Plan.lenient("restart", java.util.List.of(), "mode: approve");

    @Test
    void onlyObservesByDefault() {
        Plan plan = Plan.read("""
                apiVersion: recovery.mesh/v1
                kind: Recovery
                metadata: {name: restart-payments}
                spec:
                  on: [{health: {service: payments, status: DOWN}}]
                  steps: [{run: exec/restart-payments}]
                """);
        scene.down("payments");
        VerdictGiven verdict = scene.ask(plan, "payments");
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.OBSERVED);
        assertThat(verdict.getGuard()).isEqualTo("mode");
        assertThat(verdict.getReason())
                .isEqualTo("Expected mode auto to act, but it is observe: this would have been admitted");
        assertThat(scene.runs()).isEmpty();
    }

    @Test
    void runsAnObservingPolicyWhenAPersonAsksForIt() {
        Plan plan = Plan.lenient("restart", java.util.List.of(), "mode: observe");
        assertThat(scene.askByHand(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void waitsForAPersonAndRunsOnceApproved() {
        scene.down("payments");
        VerdictGiven waiting = scene.ask(approve, "payments");
        assertThat(waiting.getVerdict()).isEqualTo(Verdict.AWAITING_APPROVAL);
        assertThat(waiting.getReason()).isEqualTo("Expected a person's approval first: mode is approve");
        assertThat(waiting.getBlockedBy()).isEqualTo("approval");
        decide(OperatorActionKind.APPROVE, waiting.getRequestId(), "ben");
        VerdictGiven admitted = scene.last(VerdictGiven.class);
        assertThat(admitted.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(admitted.getReassessmentOf()).isEqualTo(waiting.getRequestId());
        decide(OperatorActionKind.APPROVE, waiting.getRequestId(), "ben");
        assertThat(scene.last(OperatorActed.class).getAccepted()).isFalse();
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void repeatsOfTheSignalJoinTheRequestThatAwaitsApproval() {
        scene.down("payments");
        VerdictGiven waiting = scene.ask(approve, "payments");
        assertThat(scene.ask(approve, "payments").getVerdict()).isEqualTo(Verdict.JOINED);
        decide(OperatorActionKind.APPROVE, waiting.getRequestId(), "ben");
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void needsSomebodyElseForARequestByHand() {
        RecoveryRequest request = scene.byHand(approve, "payments", "ann");
        assertThat(scene.give(request).getVerdict()).isEqualTo(Verdict.AWAITING_APPROVAL);
        decide(OperatorActionKind.APPROVE, request.getId(), "ann");
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected the approval of somebody else, but ann requested it");
        assertThat(scene.runs()).isEmpty();
        decide(OperatorActionKind.APPROVE, request.getId(), "ben");
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void forgetsWhatWasRejected() {
        scene.down("payments");
        VerdictGiven waiting = scene.ask(approve, "payments");
        decide(OperatorActionKind.REJECT, waiting.getRequestId(), "ben");
        assertThat(scene.last(OperatorActed.class).getAccepted()).isTrue();
        scene.after(Duration.ofHours(2));
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.ledger().waiting().entries()).isEmpty();
    }

    @Test
    void forgetsTheQuestionWhenTheTargetIsWellAgain() {
        scene.down("payments");
        scene.ask(approve, "payments");
        scene.after(Duration.ofSeconds(1));
        scene.up("payments");
        assertThat(scene.ledger().waiting().entries()).isEmpty();
    }

    @Test
    void aRequestByHandAwaitsApprovalNoLongerThanItsAgeLimit() {
        RecoveryRequest request = scene.byHand(approve, "payments", "ann");
        scene.give(request);
        scene.after(Duration.ofMinutes(16));
        VerdictGiven verdict = scene.last(VerdictGiven.class);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getReassessmentOf()).isEqualTo(request.getId());
        assertThat(scene.ledger().waiting().entries()).isEmpty();
    }

    private void decide(OperatorActionKind kind, String requestId, String by) {
        scene.act(scene.action(kind, OperatorScope.REQUEST, "payments")
                .setRequestId(requestId)
                .setBy(by));
    }
}
