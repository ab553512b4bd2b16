package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.CancelStep;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private final Scene scene = new Scene();
    private final Plan plan = Plan.lenient("restart");

    @Test
    void cancelsARunningRecoveryAndTellsItsHandler() {
        scene.down("payments");
        scene.ask(plan, "payments");
        StepCommand command = scene.lastCommand();
        scene.started(command);
        scene.act(cancel(scene.recovery().id()));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(scene.lastEnd().getReason()).isEqualTo("cancelled by ann: looked at it");
        StepCommand stop = scene.allCommands().getLast();
        assertThat(stop.getBody()).isInstanceOf(CancelStep.class);
        assertThat(stop.getAttempt()).isEqualTo(command.getAttempt());
        assertThat(stop.getFence()).isEqualTo(command.getFence());
        assertThat(scene.facts(StepCancelled.class)).hasSize(1);
        scene.cancelled(command);
        assertThat(scene.facts(ResultIgnored.class)).hasSize(1);
    }

    @Test
    void aCancelledRecoveryFreesItsPlace() {
        Plan one = Plan.lenient("restart", "concurrency: {group: 1}");
        scene.down("a", "b");
        scene.ask(one, "a");
        var waiting = scene.request(one, "b");
        scene.give(waiting);
        scene.act(cancel(scene.recovery().id()));
        assertThat(scene.verdictOn(waiting).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void aCancelledRecoveryIsNoFailure() {
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.act(cancel(scene.recovery().id()));
        assertThat(scene.target("payments").failures().count()).isZero();
    }

    @Test
    void saysWhatThereIsInsteadOfSomethingToCancel() {
        scene.act(cancel("r-none"));
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected a running recovery r-none, but there is none of this id in this group");
        scene.failRecovery(plan, "payments");
        String id = scene.recovery().id();
        scene.act(cancel(id));
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected a running recovery " + id + ", but it ended FAILED");
    }

    @Test
    void anActionThatIsDeliveredTwiceIsTakenOnce() {
        OperatorAction.Builder pause = scene.action(OperatorActionKind.PAUSE, OperatorScope.GROUP, "*");
        OperatorAction.Builder resume = scene.action(OperatorActionKind.RESUME, OperatorScope.GROUP, "*");
        scene.act(pause);
        scene.act(resume);
        int facts = scene.facts().size();
        scene.act(pause);
        scene.act(resume);
        assertThat(scene.facts()).hasSize(facts);
        assertThat(scene.dropped()).hasSize(2);
        assertThat(scene.ask(plan, "payments").getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void refusesToAcknowledgeWhatIsNotBlocked() {
        scene.act(scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, "payments"));
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected a blocked target, but nothing blocks g/payments");
    }

    @Test
    void refusesABreakerWithoutAPolicyAndOneThatIsThereAlready() {
        scene.act(scene.action(OperatorActionKind.RESET_BREAKER, OperatorScope.BREAKER, "payments"));
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected the policy of the breaker, but none is named");
        scene.act(scene.action(OperatorActionKind.RESET_BREAKER, OperatorScope.BREAKER, "payments")
                .setPolicy("restart"));
        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected a breaker of restart on payments that can become CLOSED, but it is CLOSED");
    }

    @Test
    void anApprovalIsUsedOnce() {
        Plan approve = Plan.lenient("approved", List.of("concurrency: {group: 1}"), "mode: approve");
        scene.down("a", "b");
        scene.ask(plan, "a");
        VerdictGiven waiting = scene.ask(approve, "b");
        assertThat(waiting.getVerdict()).isEqualTo(Verdict.DEFERRED);
        scene.failed(scene.lastCommand());
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.AWAITING_APPROVAL);
        scene.after(Duration.ofMinutes(5));
        scene.act(scene.action(OperatorActionKind.APPROVE, OperatorScope.REQUEST, "b")
                .setRequestId(waiting.getRequestId())
                .setBy("ben"));
        assertThat(scene.last(VerdictGiven.class).getVerdict()).isEqualTo(Verdict.ADMITTED);
    }

    private OperatorAction.Builder cancel(String recoveryId) {
        return scene.action(OperatorActionKind.CANCEL, OperatorScope.RECOVERY, "payments")
                .setRecoveryId(recoveryId);
    }
}
