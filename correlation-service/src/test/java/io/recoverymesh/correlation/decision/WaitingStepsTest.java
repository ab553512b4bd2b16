package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepFailed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingStepsTest {
    @Test
    void aStepAwaitsTheHealthOfItsTarget() {
        Stage stage = Stage.of("{id: a, await: {health: UP, within: 1m}}", "{id: b, run: exec/b}");

        assertThat(stage.phase("a")).isEqualTo(StepPhase.AWAITING);
        stage.scene.up(Stage.TARGET);

        assertThat(stage.phase("a")).isEqualTo(StepPhase.SUCCEEDED);
        assertThat(stage.ran()).containsExactly("b");
    }

    @Test
    void aStepAwaitsTheHealthOfAnotherTargetOfTheGroup() {
        Stage stage = Stage.of("{id: a, await: {health: DEGRADED, target: db, within: 1m}}", "{id: b, run: exec/b}");

        stage.scene.down("db");
        stage.scene.up("other");
        assertThat(stage.phase("a")).isEqualTo(StepPhase.AWAITING);
        assertThat(stage.scene.target("db").awaitedBy()).hasSize(1);
        stage.scene.health("db", HealthStatus.DEGRADED);

        assertThat(stage.phase("a")).isEqualTo(StepPhase.SUCCEEDED);
        assertThat(stage.scene.target("db").awaitedBy()).isEmpty();
        assertThat(stage.ran()).containsExactly("b");
    }

    @Test
    void aHealthThatIsThereAlreadyIsNotWaitedFor() {
        Scene scene = new Scene();
        scene.up("db");
        scene.down(Stage.TARGET);
        scene.ask(
                Stage.plan(
                        java.util.List.of(),
                        "{id: a, await: {health: UP, target: db, within: 1m}}",
                        "{id: b, run: exec/b}"),
                Stage.TARGET);

        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void aHealthThatDoesNotComeTimesOutByItsEdge() {
        Stage stage = Stage.of(
                "{id: a, await: {health: UP, target: db, within: 1m}, on: {timedOut: b}}", "{id: b, run: exec/b}");

        stage.after(Duration.ofSeconds(59));
        assertThat(stage.phase("a")).isEqualTo(StepPhase.AWAITING);
        stage.after(Duration.ofSeconds(1));

        assertThat(stage.scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.TIMED_OUT);
        assertThat(stage.ran()).containsExactly("b");
    }

    @Test
    void anApprovalThatDoesNotComeTimesOut() {
        Stage stage = Stage.of("{id: ask, approve: {roles: [operator], timeout: 1m}}", "{id: b, run: exec/b}");

        stage.after(Duration.ofMinutes(1));

        assertThat(stage.ran()).isEmpty();
        assertThat(stage.scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(stage.scene.lastEnd().getReason()).startsWith("step ask failed: Expected an approval until ");
    }

    @Test
    void peopleAreToldThroughTheHandlerOfNotices() {
        Stage stage = Stage.of("{id: tell, notify: oncall, text: \"look at ${target.name}\"}", "{id: b, run: exec/b}");

        RunStep body = (RunStep) stage.command("tell").getBody();
        assertThat(body.getAction()).isEqualTo("send");
        assertThat(body.getArguments())
                .contains("\"channel\":\"oncall\"", "\"text\":\"look at payments\"", "\"target\":\"g/payments\"");
        stage.fail("tell");

        assertThat(stage.ran()).containsExactly("tell", "b");
        stage.succeed("b");
        assertThat(stage.scene.recovery().phase()).isEqualTo(Phase.VERIFYING);
    }
}
