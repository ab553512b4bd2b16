package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final Plan PROBED = Plan.lenient(
            "probed",
            List.of(),
            "steps: [{id: charge, run: bank/charge, with: {sum: 7}, safety: probe, timeout: 10m}]",
            "verify: {stableFor: 1s}");

    private final Scene scene = new Scene();

    @Test
    void asksTheHandlerWhenALeaseIsLost() {
        StepCommand command = lost();
        StepCommand question = question();
        ProbeStep asked = (ProbeStep) question.getBody();
        assertThat(asked.getAction()).isEqualTo("charge");
        assertThat(asked.getArguments()).isEqualTo("{\"sum\":7}");
        assertThat(asked.getAnswerBy()).isEqualTo(scene.now().plusMillis(2_500));
        assertThat(question.getIdempotencyKey()).isEqualTo(command.getIdempotencyKey());
        assertThat(question.getAttempt()).isEqualTo(command.getAttempt());
        assertThat(question.getFence()).isEqualTo(command.getFence());
        assertThat(scene.last(StepProbed.class).getCommandId()).isEqualTo(question.getId());
        assertThat(scene.runs()).as("nothing is run again before the answer").hasSize(1);
    }

    @Test
    void asksWhenTheHandlerItselfSaysThatItTimedOut() {
        StepCommand command = ask();
        scene.started(command);
        scene.failed(command, FailureKind.TIMED_OUT, true);
        assertThat(question().getBody()).isInstanceOf(ProbeStep.class);
    }

    @Test
    void whatTookPlaceIsASuccessWithItsOutput() {
        lost();
        scene.result(question(), new ProbeAnswered(EffectState.TOOK_PLACE, "it is booked", "{\"booking\":3}"));
        assertThat(scene.last(StepSucceeded.class).getOutput()).isEqualTo("{\"booking\":3}");
        assertThat(scene.runs()).hasSize(1);
        assertThat(scene.recovery().isEnded()).isFalse();
    }

    @Test
    void whatDidNotTakePlaceIsTriedAgainWithTheSameKeyAndThreeTimesAtMost() {
        StepCommand first = lost();
        for (int attempt = 2; attempt <= 3; attempt++) {
            scene.answered(question(), EffectState.DID_NOT_TAKE_PLACE);
            scene.after(Duration.ofMillis(1));
            StepCommand next = scene.runs().getLast();
            assertThat(next.getAttempt()).isEqualTo(attempt);
            assertThat(next.getIdempotencyKey()).isEqualTo(first.getIdempotencyKey());
            assertThat(next.getFence()).isGreaterThan(first.getFence());
            lose(next);
        }
        scene.answered(question(), EffectState.DID_NOT_TAKE_PLACE);
        assertThat(scene.runs()).hasSize(3);
        assertThat(scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.LEASE_LOST);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void whatTheHandlerCannotTellIsUnknownAndAPersonIsTold() {
        lost();
        scene.answered(question(), EffectState.NOT_KNOWN);
        assertThat(scene.last(StepLost.class).getReason())
                .isEqualTo("Its handler was asked, and cannot tell: looked; whether the effect took place is not known,"
                        + " and its safety class is PROBE");
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(scene.facts(EscalationRaised.class)).hasSize(1);
    }

    @Test
    void silenceIsUnknownWithinFiveSecondsOfTheLease() {
        StepCommand command = ask();
        scene.started(command);
        scene.after(Duration.ofMillis(30_000 + 3_500 - 1));
        assertThat(scene.recovery().isEnded()).isFalse();
        scene.after(Duration.ofMillis(1));
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void theAttemptsOwnWordCountsBesidesTheAnswer() {
        StepCommand command = lost();
        scene.heartbeat(command);
        scene.failed(command, FailureKind.LEASE_LOST, true);
        assertThat(scene.facts(StepLost.class)).isEmpty();
        scene.succeeded(command);
        assertThat(scene.facts(StepSucceeded.class)).hasSize(1);
        scene.answered(question(), EffectState.DID_NOT_TAKE_PLACE);
        assertThat(scene.last(ResultIgnored.class).getReason()).startsWith("LATE");
        assertThat(scene.runs()).hasSize(1);
    }

    @Test
    void anAnswerAboutAnOlderAttemptChangesNothing() {
        lost();
        StepCommand question = question();
        scene.answered(question, EffectState.DID_NOT_TAKE_PLACE);
        scene.after(Duration.ofMillis(1));
        lose(scene.runs().getLast());
        scene.answered(question, EffectState.TOOK_PLACE);
        assertThat(scene.facts(StepSucceeded.class)).isEmpty();
        assertThat(scene.last(ResultIgnored.class).getReason()).startsWith("LATE: expected attempt 2");
    }

    private StepCommand ask() {
        scene.down("payments");
        scene.ask(PROBED, "payments");
        return scene.lastCommand();
    }

    private StepCommand lost() {
        StepCommand command = ask();
        lose(command);
        return command;
    }

    private void lose(StepCommand command) {
        scene.started(command);
        scene.after(Duration.ofSeconds(31));
    }

    private StepCommand question() {
        return scene.allCommands().stream()
                .filter(command -> command.getBody() instanceof ProbeStep)
                .toList()
                .getLast();
    }
}
