package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.OperatorScope;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaddersTest {
    private static final String RUNGS = "escalate: [{after: 0s, notify: oncall}, {after: 15m, notify: manager}]";
    private static final String STEP = "{id: a, run: exec/a}";

    @Test
    void peopleAreToldRungByRungWhileTheTargetIsNotHealthy() {
        Stage stage = Stage.of(Stage.plan(List.of(RUNGS), STEP)).fail("a");
        stage.after(Duration.ofSeconds(1));
        assertThat(told(stage)).containsExactly("oncall");
        assertThat(stage.scene.last(EscalationRaised.class).getReason())
                .contains("plan ended FAILED at ", "payments is DOWN: step a failed: ");

        stage.after(Duration.ofMinutes(14));
        assertThat(told(stage)).containsExactly("oncall");
        stage.after(Duration.ofMinutes(1));

        assertThat(told(stage)).containsExactly("oncall", "manager");
        assertThat(notices(stage)).hasSize(2).allSatisfy(command -> assertThat(
                        ((RunStep) command.getBody()).getArguments())
                .contains("\"flow\":\"" + stage.scene.recovery().flowId()));
    }

    @Test
    void nobodyIsToldAnyMoreWhenTheTargetIsHealthy() {
        Stage stage = Stage.of(Stage.plan(List.of(RUNGS), STEP)).fail("a").after(Duration.ofMinutes(1));
        stage.scene.up(Stage.TARGET);
        stage.after(Duration.ofHours(1));

        assertThat(told(stage)).containsExactly("oncall");
    }

    @Test
    void nobodyIsToldAnyMoreWhenSomebodyHasItInHand() {
        Stage stage = Stage.of(Stage.plan(List.of(RUNGS), STEP)).fail("a").after(Duration.ofMinutes(1));
        stage.scene.act(stage.scene.action(OperatorActionKind.ACKNOWLEDGE, OperatorScope.TARGET, Stage.TARGET));
        stage.after(Duration.ofHours(1));

        assertThat(told(stage)).containsExactly("oncall");
    }

    @Test
    void furtherFailuresOfTheSameTroubleDoNotBeginTheLadderAnew() {
        Stage stage = Stage.of(Stage.plan(List.of(RUNGS), STEP)).fail("a").after(Duration.ofMinutes(1));
        stage.scene.give(RecoveryRequest.newBuilder(stage.scene.request(stage.plan, Stage.TARGET))
                .setIdempotencyKey("another")
                .build());
        stage.fail("a").after(Duration.ofMinutes(1));

        assertThat(told(stage)).containsExactly("oncall");
    }

    @Test
    void aFallbackTakesOverAtOnceAndPeopleAreToldOnlyWhenItDoesNotHelp() {
        Stage stage =
                Stage.of(Stage.plan(List.of(RUNGS, "fallback: other"), STEP)).fail("a");
        assertThat(stage.scene.lastEnd().getFallback()).isEqualTo("other");
        Plan other = Plan.auto("other", "steps: [{id: z, run: exec/z}]");

        var verdict = stage.scene.give(fallback(stage, other));

        assertThat(verdict.getVerdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(verdict.getBypassed()).contains("failure-backoff");
        stage.after(Duration.ofSeconds(50));
        assertThat(told(stage)).isEmpty();
        stage.fail("z").after(Duration.ofSeconds(1));
        assertThat(told(stage)).containsExactly("oncall");
    }

    @Test
    void peopleAreToldWhenTheFallbackDoesNotEvenBegin() {
        Stage stage =
                Stage.of(Stage.plan(List.of(RUNGS, "fallback: other"), STEP)).fail("a");

        stage.after(Duration.ofSeconds(59));
        assertThat(told(stage)).isEmpty();
        stage.after(Duration.ofSeconds(1));

        assertThat(told(stage)).containsExactly("oncall");
    }

    @Test
    void aRequestThatNobodyApprovesExpires() {
        Plan plan = Plan.lenient("plan", List.of(), "mode: approve", "approve: {roles: [operator], timeout: 5m}");
        Scene scene = new Scene();
        scene.down(Stage.TARGET);
        assertThat(scene.ask(plan, Stage.TARGET).getVerdict()).isEqualTo(Verdict.AWAITING_APPROVAL);

        scene.after(Duration.ofMinutes(5));

        var verdict = scene.last(io.recoverymesh.schemas.VerdictGiven.class);
        assertThat(verdict.getVerdict()).isEqualTo(Verdict.EXPIRED);
        assertThat(verdict.getReason()).startsWith("Expected an approval until ");
        assertThat(scene.ledger().waiting().entries()).isEmpty();
        assertThat(scene.runs()).isEmpty();
    }

    private static RecoveryRequest fallback(Stage stage, Plan other) {
        var recovery = stage.scene.recovery();
        return RecoveryRequest.newBuilder(stage.scene.request(other, Stage.TARGET))
                .setSignal(stage.scene.signal(SignalKind.RECOVERY, "FAILED"))
                .setCauseRecoveryId(recovery.id())
                .setDepth(1)
                .build();
    }

    private static List<String> told(Stage stage) {
        return stage.scene.facts(EscalationRaised.class).stream()
                .filter(fact -> fact.getRung() > 0)
                .flatMap(fact -> fact.getNotify().stream())
                .toList();
    }

    private static List<StepCommand> notices(Stage stage) {
        return stage.scene.runs().stream()
                .filter(command -> command.getStep().startsWith(Notices.STEP) && command.getAttempt() == 1)
                .toList();
    }
}
