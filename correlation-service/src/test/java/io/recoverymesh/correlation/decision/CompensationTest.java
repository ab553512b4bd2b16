package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompensationTest {
    private static final Plan UNDOING = Stage.plan(
            List.of("onFailure: compensate"),
            "{id: a, run: exec/a, after: [], undo: {run: exec/un-a, safety: idempotent, retry: {attempts: 2, backoff:"
                    + " 1s}}}",
            "{id: b, run: exec/b, after: [], undo: {run: exec/un-b}}",
            "{id: c, run: exec/c, after: [a, b]}",
            "{id: d, run: exec/d, undo: {run: exec/un-d}}");

    @Test
    void whatSucceededIsTakenBackInReverseOrderOneAtATime() {
        Stage stage = Stage.of(UNDOING);
        stage.succeed("b").succeed("a").fail("c");

        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.COMPENSATING);
        assertThat(stage.ran()).containsExactly("a", "b", "c", "undo:a");
        stage.failRetryable("undo:a").after(Duration.ofSeconds(2));
        stage.succeed("undo:a").succeed("undo:b");

        assertThat(stage.ran()).containsExactly("a", "b", "c", "undo:a", "undo:a", "undo:b");
        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.COMPENSATED);
        assertThat(stage.scene.lastEnd().getReason())
                .startsWith("step c failed: ")
                .endsWith("taken back: a, b");
    }

    @Test
    void anUndoThatFailsDoesNotKeepTheOthersAndItIsSaidWhatIsLeft() {
        Stage stage = Stage.of(UNDOING);
        stage.succeed("b").succeed("a").fail("c").fail("undo:a").succeed("undo:b");

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.scene.lastEnd().getReason())
                .endsWith("not everything could be taken back: a done, NOT undone, b undone, c failed, d never begun");
    }

    @Test
    void whereNothingWasDoneNothingIsTakenBack() {
        Stage stage = Stage.of(UNDOING);
        stage.fail("a");

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.ran()).containsExactly("a", "b");
    }

    @Test
    void aLostStepStopsEverythingAndNothingIsTakenBackByItself() {
        Stage stage = Stage.of(UNDOING);
        stage.succeed("b");
        stage.scene.started(stage.command("a"));
        stage.after(Duration.ofMinutes(2));

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(stage.ran()).containsExactly("a", "b");
    }

    @Test
    void thePlanIsBegunAgainWhileTheTargetIsNotVerifiedUpToItsBound() {
        Stage stage = Stage.of(Stage.plan(
                List.of("repeat: {max: 2, within: 10m}", "verify: {stableFor: 1s, within: 20s}"),
                "{id: a, run: exec/a, with: {n: \"${iteration}\"}}",
                "{id: b, run: exec/b, when: \"iteration > 1\"}"));
        stage.succeed("a").after(Duration.ofSeconds(20));

        assertThat(stage.scene.last(IterationStarted.class).getIteration()).isEqualTo(2);
        assertThat(stage.ran()).containsExactly("a", "a");
        assertThat(stage.command("a").getIdempotencyKey())
                .isNotEqualTo(stage.scene.runs().getFirst().getIdempotencyKey());
        stage.succeed("a").succeed("b").after(Duration.ofSeconds(20));

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
        assertThat(stage.scene.lastEnd().getReason()).endsWith("; that was iteration 2 of 2");
    }

    @Test
    void noIterationBeginsWhenItsTimeIsOver() {
        Stage stage = Stage.of(Stage.plan(
                List.of("repeat: {max: 5, within: 30s}", "verify: {stableFor: 1s, within: 20s}"),
                "{id: a, run: exec/a}"));
        stage.succeed("a").after(Duration.ofSeconds(20));
        stage.succeed("a").after(Duration.ofSeconds(20));

        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.INEFFECTIVE);
        assertThat(stage.scene.facts(IterationStarted.class)).hasSize(1);
    }
}
