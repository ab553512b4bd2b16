package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepsReset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphPlansTest {
    @Test
    void stepsThatNeedNothingOfEachOtherBeginAtOnce() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: {all: [a, b]}}");

        assertThat(stage.ran()).containsExactly("a", "b");
        assertThat(stage.succeed("a").ran()).doesNotContain("c");
        assertThat(stage.succeed("b").ran()).containsExactly("a", "b", "c");
        stage.succeed("c");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void everyCommandOfOneDecisionHasAFenceOfItsOwn() {
        Stage stage = Stage.of("{id: a, run: exec/a, after: []}", "{id: b, run: exec/b, after: []}");

        assertThat(stage.scene.runs().stream().map(StepCommand::getFence))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(stage.scene.target(Stage.TARGET).fence())
                .isEqualTo(stage.command("b").getFence());
    }

    @Test
    void anyBeginsWithTheFirstSuccessAndTheOthersGoOn() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: {any: [a, b]}}");

        stage.succeed("b");

        assertThat(stage.ran()).containsExactly("a", "b", "c");
        assertThat(stage.told()).isEmpty();
        stage.succeed("c").fail("a");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void aQuorumThatCannotBeReachedAnyMoreFailsItsStepAndSaysWhy() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: []}",
                "{id: d, run: exec/d, after: {quorum: 2, of: [a, b, c]}}");

        stage.fail("b");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.RUNNING);
        stage.fail("c");

        assertThat(stage.scene.last(StepFailed.class).getStep()).isEqualTo("d");
        assertThat(stage.scene.last(StepFailed.class).getError())
                .isEqualTo("quorum 2 of 3 cannot be reached: b failed, c failed");
        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.told()).containsExactly("a");
    }

    @Test
    void aQuorumIsReachedInSpiteOfAFailure() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: []}",
                "{id: d, run: exec/d, after: {quorum: 2, of: [a, b, c]}}");

        stage.fail("a").succeed("b").succeed("c").succeed("d");

        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void oneFailureStopsTheSiblingsAndNothingNewBegins() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: []}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: [a, b]}");
        stage.scene.started(stage.command("b"));

        stage.fail("a");

        assertThat(stage.phases())
                .containsEntry("a", "FAILED")
                .containsEntry("b", "CANCELLED")
                .containsEntry("c", "CANCELLED");
        assertThat(stage.told()).containsExactly("b");
        assertThat(stage.scene.lastEnd().getReason()).startsWith("step a failed: ");
    }

    @Test
    void aFailureThatIsPassedOverHoldsNobodyBack() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: [], onFailure: continue}",
                "{id: b, run: exec/b, after: []}",
                "{id: c, run: exec/c, after: [a, b]}");

        stage.fail("a").succeed("b");

        assertThat(stage.ran()).containsExactly("a", "b", "c");
    }

    @Test
    void aConditionThatIsFalseSkipsTheStepAndThePlanGoesOn() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a}",
                "{id: b, run: exec/b, when: \"outputs.a.dirty\"}",
                "{id: c, run: exec/c, when: \"!outputs.a.dirty && steps.b == 'SKIPPED' && iteration == 1 && visit =="
                        + " 1\"}");

        stage.succeed("a", "{\"dirty\": false}");

        assertThat(stage.phase("b")).isEqualTo(StepPhase.SKIPPED);
        assertThat(stage.scene.last(StepSkipped.class).getReason()).contains("outputs.a.dirty");
        assertThat(stage.ran()).containsExactly("a", "c");
    }

    @Test
    void aConditionThatCannotBeDecidedIsAFailureAndNotASilentYes() {
        Stage stage = Stage.of("{id: a, run: exec/a}", "{id: b, run: exec/b, when: \"outputs.a.dirty\"}");

        stage.succeed("a", "{}");

        assertThat(stage.ran()).containsExactly("a");
        assertThat(stage.scene.last(StepFailed.class).getError())
                .startsWith("Expected to decide the condition outputs.a.dirty, but ");
        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void anEdgeTakesTheResultAndWhatComesAfterIsNotReached() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, on: {failed: fix}}",
                "{id: b, run: exec/b, after: a}",
                "{id: fix, run: exec/fix}",
                "{id: done, run: exec/done, after: {any: [b, fix]}}");

        stage.fail("a");

        assertThat(stage.ran()).containsExactly("a", "fix");
        assertThat(stage.phase("b")).isEqualTo(StepPhase.SKIPPED);
        assertThat(stage.scene.last(StepSkipped.class).getReason()).isEqualTo("a went on to fix");
        stage.succeed("fix").succeed("done");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void aStepThatOnlyAnEdgeLeadsToIsSkippedWhenNoneDoes() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, on: {failed: fix}}",
                "{id: b, run: exec/b, after: a}",
                "{id: fix, run: exec/fix}",
                "{id: after-fix, run: exec/c, after: fix}");

        stage.succeed("a").succeed("b");

        assertThat(stage.ran()).containsExactly("a", "b");
        assertThat(stage.phases()).containsEntry("fix", "SKIPPED").containsEntry("after-fix", "SKIPPED");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void timedOutFallsBackToTheEdgeForFailed() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, timeout: 10s, safety: idempotent, on: {failed: fix}}",
                "{id: fix, run: exec/fix}");

        stage.after(Duration.ofMinutes(1));

        assertThat(stage.ran()).containsExactly("a", "fix");
    }

    @Test
    void aCycleIsBoundedAndTheStepBeyondTheBoundFails() {
        Stage stage = Stage.of(
                "{id: restart, run: exec/restart, after: [], maxVisits: 3, on: {failed: clean}}",
                "{id: clean, run: exec/clean, on: {succeeded: restart}}");

        for (int visit = 1; visit <= 3; visit++) {
            assertThat(stage.run("restart").visit()).isEqualTo(visit);
            stage.fail("restart").succeed("clean");
        }

        assertThat(stage.ran()).containsExactly("restart", "clean", "restart", "clean", "restart", "clean");
        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.scene.lastEnd().getReason()).contains("visited 3 times, maxVisits is 3");
        assertThat(stage.scene.facts(StepsReset.class)).hasSize(3);
    }

    @Test
    void everyVisitHasAnIdempotencyKeyOfItsOwnAndEveryAttemptOfAVisitTheSame() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: [], safety: idempotent, retry: {attempts: 2, backoff: 1s}, maxVisits: 2,"
                        + " on: {failed: b}}",
                "{id: b, run: exec/b, on: {succeeded: a}}");

        stage.failRetryable("a").after(Duration.ofSeconds(3));
        stage.fail("a").succeed("b");

        List<StepCommand> visits = stage.scene.runs().stream()
                .filter(command -> command.getStep().equals("a"))
                .toList();
        assertThat(visits).extracting(StepCommand::getAttempt).containsExactly(1, 2, 3);
        assertThat(visits.get(0).getIdempotencyKey()).isEqualTo(visits.get(1).getIdempotencyKey());
        assertThat(visits.get(2).getIdempotencyKey()).isNotEqualTo(visits.get(1).getIdempotencyKey());
    }

    @Test
    void whatLiesBehindAStepThatIsVisitedAgainIsDoneAgain() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a, after: [], maxVisits: 2}",
                "{id: b, run: exec/b, after: a}",
                "{id: c, run: exec/c, after: b, on: {failed: a}}");

        stage.succeed("a").succeed("b").fail("c");
        assertThat(stage.phases()).containsEntry("b", "PENDING").containsEntry("c", "PENDING");
        stage.succeed("a").succeed("b").succeed("c");

        assertThat(stage.ran()).containsExactly("a", "b", "c", "a", "b", "c");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }

    @Test
    void laterStepsReadWhatEarlierOnesGave() {
        Stage stage = Stage.of(
                "{id: a, run: exec/a}",
                "{id: b, run: exec/b, with: {host: \"${outputs.a.hosts.1.name}\", all: \"${outputs.a}\", was:"
                        + " \"${steps.a}\"}}");

        stage.succeed("a", "{\"hosts\":[{\"name\":\"x\"},{\"name\":\"y\\\"z\"}]}");

        String arguments = ((io.recoverymesh.schemas.RunStep) stage.command("b").getBody()).getArguments();
        assertThat(arguments).contains("\"host\":\"y\\\"z\"").contains("\"was\":\"SUCCEEDED\"");
    }

    @Test
    void anOutputThatIsTooLargeGivesWayToANoteThatSaysSo() {
        Stage stage = Stage.of("{id: a, run: exec/a}");

        stage.succeed("a", "{\"text\":\"" + "x".repeat(20_000) + "\"}");

        assertThat(stage.run("a").output())
                .isEqualTo(
                        "{\"error\":\"Expected an output of at most 16384 bytes, but it has 20011: it is not kept\"}");
    }
}
