package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepFailed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepOrdersTest {
    private static final String[] ASKING = {
        "{id: ask, approve: {roles: [operator], timeout: 5m}, on: {rejected: page}}",
        "{id: b, run: exec/b, after: ask, with: {who: \"${outputs.ask.approvedBy}\"}}",
        "{id: page, notify: oncall}"
    };

    @Test
    void nothingRunsBeforeTheApprovalAndThenWhatWasShown() {
        Stage stage = Stage.of(ASKING);
        assertThat(stage.ran()).isEmpty();
        assertThat(stage.scene.last(ApprovalRequested.class).getFollows())
                .containsExactly("b: exec/b {\"who\":\"${outputs.ask.approvedBy}\"}");

        stage.act(OperatorActionKind.APPROVE, "ask");

        assertThat(stage.answer().getAccepted()).isTrue();
        assertThat(stage.ran()).containsExactly("b");
        assertThat(((RunStep) stage.command("b").getBody()).getArguments()).isEqualTo("{\"who\":\"bob\"}");
    }

    @Test
    void anApprovalIsUsedOnce() {
        Stage stage = Stage.of(ASKING).act(OperatorActionKind.APPROVE, "ask").act(OperatorActionKind.APPROVE, "ask");

        assertThat(stage.answer().getAccepted()).isFalse();
        assertThat(stage.answer().getReason()).isEqualTo("Expected step ask to await approval, but it is SUCCEEDED");
        assertThat(stage.ran()).containsExactly("b");
    }

    @Test
    void aRejectionFollowsItsEdge() {
        Stage stage = Stage.of(ASKING).act(OperatorActionKind.REJECT, "ask");

        assertThat(stage.scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.REJECTED);
        assertThat(stage.ran()).containsExactly("page");
        assertThat(stage.phase("b")).isEqualTo(StepPhase.SKIPPED);
    }

    @Test
    void onlyTheRolesThatAreAskedForMayAnswer() {
        Stage stage = Stage.of(ASKING);
        stage.act(stage.order(OperatorActionKind.APPROVE, "ask").setRoles(List.of("viewer")));

        assertThat(stage.answer().getAccepted()).isFalse();
        assertThat(stage.answer().getReason()).isEqualTo("Expected the role operator, but bob has viewer");
        assertThat(stage.ran()).isEmpty();
    }

    @Test
    void whoAskedForTheRecoveryDoesNotApproveIt() {
        Scene scene = new Scene();
        scene.down(Stage.TARGET);
        scene.askByHand(Stage.plan(List.of(), "{id: ask, approve: {}}", "{id: b, run: exec/b}"), Stage.TARGET);
        scene.act(scene.action(OperatorActionKind.APPROVE, io.recoverymesh.schemas.OperatorScope.STEP, Stage.TARGET)
                .setRecoveryId(scene.recovery().id())
                .setStep("ask"));

        assertThat(scene.last(OperatorActed.class).getReason())
                .isEqualTo("Expected the approval of somebody else, but ann asked for this recovery");
        assertThat(scene.runs()).isEmpty();
    }

    @Test
    void anAnswerToSomethingElseThanWhatIsAskedDoesNotCount() {
        Stage stage = Stage.of(ASKING);
        stage.act(stage.order(OperatorActionKind.APPROVE, "ask").setBinding("another"));

        assertThat(stage.answer().getAccepted()).isFalse();
        assertThat(stage.ran()).isEmpty();
        stage.act(stage.order(OperatorActionKind.APPROVE, "ask")
                .setBinding(stage.scene.last(ApprovalRequested.class).getBinding()));
        assertThat(stage.ran()).containsExactly("b");
    }

    @Test
    void anApprovalOfArgumentsThatChangedSinceIsAskedForAgain() {
        Stage stage = PlayedPlans.approvedAnew();

        assertThat(stage.scene.facts(OperatorActed.class))
                .extracting(OperatorActed::getAccepted)
                .containsExactly(false, true);
        assertThat(stage.scene.facts(ApprovalRequested.class)).hasSize(2);
        assertThat(stage.scene.facts(ApprovalRequested.class))
                .extracting(ApprovalRequested::getUntil)
                .containsOnly(
                        stage.scene.facts(ApprovalRequested.class).getFirst().getUntil());
        assertThat(stage.ran()).containsExactly("b", "c");
    }

    @Test
    void aStepInFlightIsSkippedAndItsHandlerTold() {
        Stage stage = Stage.of("{id: a, run: exec/a}", "{id: b, run: exec/b}");
        stage.scene.started(stage.command("a"));
        stage.act(OperatorActionKind.SKIP_STEP, "a");

        assertThat(stage.phase("a")).isEqualTo(StepPhase.SKIPPED);
        assertThat(stage.told()).containsExactly("a");
        assertThat(stage.ran()).containsExactly("a", "b");
        stage.succeed("b");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void anApprovalCannotBeSkipped() {
        Stage stage = Stage.of(ASKING).act(OperatorActionKind.SKIP_STEP, "ask");

        assertThat(stage.answer().getReason())
                .isEqualTo(
                        "Expected a step that may be skipped, but ask: it asks for an approval: approve or reject it");
        assertThat(stage.phase("ask")).isEqualTo(StepPhase.AWAITING);
    }

    @Test
    void aStepThatWaitsForItsNextAttemptIsTriedAtOnce() {
        Stage stage = Stage.of("{id: a, run: exec/a, safety: idempotent, retry: {attempts: 3, backoff: 20s}}");
        stage.failRetryable("a").act(OperatorActionKind.RETRY_STEP, "a");

        assertThat(stage.ran()).containsExactly("a", "a");
        stage.succeed("a").after(Duration.ofMinutes(1));
        assertThat(stage.ran()).containsExactly("a", "a");
    }

    @Test
    void aFailureThatWasPassedOverIsTriedAgain() {
        Stage stage = PlayedPlans.retriedWhileVerified();

        assertThat(stage.ran()).containsExactly("a", "a");
        assertThat(stage.phase("a")).isEqualTo(StepPhase.SUCCEEDED);
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void anOrderAboutAStepThatThereIsNotSaysWhichThereAre() {
        Stage stage = Stage.of(ASKING).act(OperatorActionKind.SKIP_STEP, "nope");

        assertThat(stage.answer().getReason()).contains("(ask, b, page), but got 'nope'");
    }

    @Test
    void anUndoThatHangsIsSkippedByAPersonAndTheOthersAreTried() {
        Stage stage = Stage.of(Stage.plan(
                List.of("onFailure: compensate"),
                "{id: a, run: exec/a, undo: {run: exec/un-a}}",
                "{id: b, run: exec/b, undo: {run: exec/un-b}}",
                "{id: c, run: exec/c}"));
        stage.succeed("a").succeed("b").fail("c").act(OperatorActionKind.SKIP_STEP, "undo:b");
        stage.succeed("undo:a");

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.scene.lastEnd().getReason()).contains("a undone, b done, NOT undone");
    }

    @Test
    void noOrderLeadsPastAnApproval() {
        Stage stage = Stage.of(
                "{id: ask, approve: {timeout: 5m}, after: [], onFailure: continue}",
                "{id: b, run: exec/b, after: {any: [ask]}, onFailure: continue}",
                "{id: c, run: exec/c, after: []}");
        stage.act(OperatorActionKind.REJECT, "ask");
        assertThat(stage.phase("b")).isEqualTo(StepPhase.FAILED);

        stage.act(OperatorActionKind.RETRY_STEP, "b");

        assertThat(stage.answer().getAccepted()).isTrue();
        assertThat(stage.phase("b")).isEqualTo(StepPhase.FAILED);
        assertThat(stage.ran()).containsExactly("c");
    }

    @Test
    void aStepThatThePlanDidNotComeToIsNotTriedAgain() {
        Stage stage = Stage.of(ASKING).act(OperatorActionKind.REJECT, "ask");

        stage.act(OperatorActionKind.RETRY_STEP, "b");

        assertThat(stage.answer().getReason()).contains("but b was not reached");
        assertThat(stage.ran()).containsExactly("page");
    }

    @Test
    void whoCancelsWhileThingsAreTakenBackIsToldWhatIsLeft() {
        Stage stage = Stage.of(Stage.plan(
                List.of("onFailure: compensate"),
                "{id: a, run: exec/a, undo: {run: exec/un-a}}",
                "{id: b, run: exec/b}"));
        stage.succeed("a").fail("b");
        stage.scene.act(stage.scene
                .action(OperatorActionKind.CANCEL, io.recoverymesh.schemas.OperatorScope.RECOVERY, Stage.TARGET)
                .setRecoveryId(stage.scene.recovery().id()));

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(stage.scene.lastEnd().getReason()).endsWith("a done, NOT undone, b failed");
        assertThat(stage.told()).containsExactly("undo:a");
    }
}
