package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlansOfStepsTest {
    private final Scene scene = new Scene();

    @Test
    void runsOneStepAfterTheOther() {
        ask("steps: [{id: a, run: exec/a}, {id: b, run: http/b}]");
        assertThat(scene.lastCommand().getStep()).isEqualTo("a");
        scene.succeeded(scene.lastCommand());
        assertThat(scene.lastCommand().getStep()).isEqualTo("b");
        scene.succeeded(scene.lastCommand());
        assertThat(scene.facts(VerificationStarted.class)).hasSize(1);
    }

    @Test
    void haltsAtTheFirstFailureAndSaysWhatWasNeverBegun() {
        ask("steps: [{id: a, run: exec/a}, {id: b, run: exec/b}, {id: c, run: exec/c}]");
        scene.failed(scene.lastCommand());
        assertThat(scene.facts(StepCancelled.class))
                .extracting(StepCancelled::getStep, StepCancelled::getAttempt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("b", 0), org.assertj.core.groups.Tuple.tuple("c", 0));
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void goesOnWithoutAStepThatMayFail() {
        ask("steps: [{id: a, run: exec/a, onFailure: continue}, {id: b, run: exec/b}]");
        scene.failed(scene.lastCommand());
        assertThat(scene.lastCommand().getStep()).isEqualTo("b");
    }

    @Test
    void passesOverSeveralStepsThatCannotBeSent() {
        String with = "with: {x: '${signal.labels.none}'}, onFailure: continue";
        ask("steps: [{id: a, run: exec/a, " + with + "}, {id: b, run: exec/b, " + with + "}, {id: c, run: exec/c}]");
        assertThat(scene.facts(StepFailed.class))
                .extracting(StepFailed::getStep)
                .containsExactly("a", "b");
        assertThat(scene.lastCommand().getStep()).isEqualTo("c");
        assertThat(scene.facts(StepFailed.class).getFirst().getError())
                .isEqualTo("Expected a value for ${signal.labels.none} in the arguments of step a, but the recovery has"
                        + " none. Name another variable, or make the sender give it");
    }

    @Test
    void aRecoveryWhoseOnlyStepCannotBeSentFailsAtOnce() {
        ask("steps: [{id: a, run: exec/a, with: {x: '${signal.labels.none}'}}]");
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(scene.target("payments").active()).isNull();
    }

    @Test
    void aProbeThatFailsAtOnceDoesNotLeaveTheBreakerHalfOpen() {
        Plan plan = Plan.lenient(
                "restart",
                List.of("breaker: {minimum: 1, window: 1, openFor: 1m}"),
                "steps: [{id: a, run: exec/a, with: {x: '${signal.labels.none}'}}]");
        scene.down("payments");
        scene.ask(plan, "payments");
        scene.after(Duration.ofMinutes(1));
        scene.up("payments");
        scene.after(Duration.ofSeconds(1));
        scene.down("payments");
        scene.ask(plan, "payments");
        assertThat(scene.facts(BreakerChanged.class))
                .extracting(BreakerChanged::getTo)
                .containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.OPEN);
        assertThat(scene.last(BreakerChanged.class).getOpenings()).isEqualTo(2);
    }

    @Test
    void fillsInArgumentsWithoutChangingTheirShape() {
        Plan plan = Plan.lenient(
                "restart",
                List.of(),
                "steps: [{id: a, run: exec/a, with: {name: '${target.name}', of: '${target.group}/${target.service}',"
                        + " who: '${signal.labels.who}', run: '${recovery.id}/${step.id}'}}]");
        RecoveryRequest request = scene.request(plan, "payments/1");
        SignalSummary signal = SignalSummary.newBuilder(request.getSignal())
                .setLabels(Map.of("who", "\", \"evil\": \"$1"))
                .build();
        scene.give(RecoveryRequest.newBuilder(request).setSignal(signal).build());
        String arguments = ((RunStep) scene.lastCommand().getBody()).getArguments();
        assertThat(arguments)
                .isEqualTo("{\"name\":\"payments/1\",\"of\":\"g/payments\",\"run\":\""
                        + scene.recovery().id() + "/a\",\"who\":\"\\\", \\\"evil\\\": \\\"$1\"}");
    }

    @Test
    void keepsThePolicyVersionThatItBeganWith() {
        ask("steps: [{id: a, run: exec/a}, {id: b, run: exec/b}]");
        Plan later = Plan.lenient("restart", List.of(), "steps: [{id: z, run: exec/z}]");
        scene.ask(later, "payments");
        scene.succeeded(scene.runs().getFirst());
        assertThat(scene.lastCommand().getStep()).isEqualTo("b");
    }

    @Test
    void numbersTheDecisionsOfAGroupWithoutAGap() {
        ask("steps: [{id: a, run: exec/a}]");
        scene.failed(scene.lastCommand());
        scene.up("payments");
        assertThat(scene.events())
                .extracting(RecoveryEvent::getSequence)
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(
                                1, scene.events().size())
                        .boxed()
                        .toList());
        assertThat(scene.events()).extracting(RecoveryEvent::getId).doesNotHaveDuplicates();
    }

    private void ask(String steps) {
        scene.down("payments");
        scene.ask(Plan.lenient("restart", List.of(), steps), "payments");
    }
}
