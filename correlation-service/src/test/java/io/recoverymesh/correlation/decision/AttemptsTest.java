package io.recoverymesh.correlation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.schemas.AttemptStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final Scene scene = new Scene();

    @Test
    void aCommandSaysUntilWhenItMayBeStartedAndWhenItTimesOut() {
        StepCommand command = run("timeout: 60s");
        RunStep step = (RunStep) command.getBody();
        assertThat(step.getDeadline()).isEqualTo(scene.now().plusSeconds(60));
        assertThat(step.getNotAfter()).isEqualTo(scene.now().plusSeconds(58));
        assertThat(step.getLeaseMs()).isEqualTo(30_000);
        assertThat(command.getAttempt()).isEqualTo(1);
        assertThat(command.getFence()).isEqualTo(1);
    }

    @Test
    void retriesWithBackoffAndJitterAndTheSameKey() {
        StepCommand first = run("retry: {attempts: 3, backoff: 2s, max: 30s}");
        scene.started(first);
        scene.failed(first, FailureKind.FAILED, true);
        Instant failed = scene.now();
        StepAttemptFailed fact = scene.last(StepAttemptFailed.class);
        assertThat(fact.getRetryAt()).isBetween(failed.plusSeconds(2), failed.plusMillis(2400));
        scene.after(Duration.between(scene.now(), fact.getRetryAt()).minusMillis(1));
        assertThat(scene.runs()).hasSize(1);
        scene.after(Duration.ofMillis(1));
        StepCommand second = scene.lastCommand();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getFence()).isGreaterThan(first.getFence());
        assertThat(second.getIdempotencyKey()).isEqualTo(first.getIdempotencyKey());
        assertThat(second.getId()).isNotEqualTo(first.getId());
    }

    @Test
    void waitsTwiceAsLongBeforeTheThirdAttempt() {
        StepCommand command = run("retry: {attempts: 3, backoff: 2s, max: 30s}");
        scene.failed(command, FailureKind.FAILED, true);
        scene.after(Duration.ofSeconds(3));
        scene.failed(scene.lastCommand(), FailureKind.FAILED, true);
        assertThat(scene.last(StepAttemptFailed.class).getRetryAt())
                .isBetween(scene.now().plusSeconds(4), scene.now().plusMillis(4800));
    }

    @Test
    void triesNoMoreOftenThanThePolicySays() {
        run("retry: {attempts: 2, backoff: 1s}");
        scene.failed(scene.lastCommand(), FailureKind.FAILED, true);
        scene.after(Duration.ofMinutes(1));
        scene.failed(scene.lastCommand(), FailureKind.FAILED, true);
        assertThat(scene.runs()).hasSize(2);
        assertThat(scene.last(StepFailed.class).getAttempt()).isEqualTo(2);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
        assertThat(scene.lastEnd().getReason()).isEqualTo("step restart failed: Expected it to work, but it did not");
    }

    @Test
    void doesNotRepeatWhatTheHandlerCallsHopeless() {
        run("retry: {attempts: 3}");
        scene.failed(scene.lastCommand(), FailureKind.REFUSED, false);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void argumentsThatTheActionWouldRefuseAreNeverSent() {
        scene.announced((handler, action, arguments) -> handler.equals("exec") && arguments.contains("payments")
                ? Optional.of("Expected 'service' to fit the action's schema, but it does not")
                : Optional.empty());
        scene.down("payments");
        scene.ask(plan("with: {service: \"${target.service}\"}"), "payments");
        assertThat(scene.runs()).isEmpty();
        assertThat(scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.REFUSED);
        assertThat(scene.last(StepFailed.class).getError()).startsWith("Expected 'service' to fit the action's schema");
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void saysThatNoHandlerTookTheCommand() {
        run("timeout: 10s");
        scene.after(Duration.ofSeconds(11).minusMillis(1));
        assertThat(scene.facts(StepFailed.class)).isEmpty();
        scene.after(Duration.ofMillis(1));
        StepFailed failed = scene.last(StepFailed.class);
        assertThat(failed.getKind()).isEqualTo(FailureKind.UNCLAIMED);
        assertThat(failed.getError()).startsWith("Expected a handler for exec/restart to take the command until");
    }

    @Test
    void sendsAnUnclaimedCommandAgainOnlyWhereThatIsHarmless() {
        run("timeout: 10s, safety: idempotent, retry: {attempts: 2, backoff: 1s}");
        scene.after(Duration.ofSeconds(15));
        assertThat(scene.runs()).hasSize(2);
        Scene other = new Scene();
        other.down("payments");
        other.ask(plan("timeout: 10s, safety: once, retry: {attempts: 2, backoff: 1s}"), "payments");
        other.after(Duration.ofSeconds(15));
        assertThat(other.runs()).hasSize(1);
    }

    @Test
    void repeatsAnIdempotentStepWhoseLeaseIsLostAtOnceAndThreeTimesAtMost() {
        run("safety: idempotent, timeout: 1h");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(scene.lastCommand().getAttempt()).isEqualTo(attempt);
            scene.started(scene.lastCommand());
            scene.after(Duration.ofSeconds(31));
        }
        assertThat(scene.runs()).hasSize(3);
        assertThat(scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.LEASE_LOST);
        assertThat(scene.last(StepFailed.class).getError()).endsWith("the handler is gone");
    }

    @Test
    void heartbeatsKeepTheLease() {
        run("timeout: 10m");
        scene.started(scene.lastCommand());
        for (int i = 0; i < 20; i++) {
            scene.after(Duration.ofSeconds(20));
            scene.heartbeat(scene.lastCommand());
        }
        assertThat(scene.recovery().isEnded()).isFalse();
        scene.after(Duration.ofSeconds(31));
        assertThat(scene.recovery().isEnded()).isTrue();
    }

    @Test
    void aHeartbeatThatWasOvertakenDoesNotShortenTheLease() {
        StepCommand command = run("timeout: 10m");
        scene.started(command);
        scene.after(Duration.ofSeconds(10));
        scene.heartbeat(command);
        var later = scene.recovery();
        scene.result(
                command,
                new io.recoverymesh.schemas.AttemptProgressed(scene.now().plusSeconds(20), "older"));
        assertThat(scene.recovery()).isEqualTo(later);
    }

    @Test
    void neverRepeatsAStepThatIsOnceAndCallsAPerson() {
        StepCommand command = run("safety: once, retry: {attempts: 5}");
        scene.started(command);
        scene.after(Duration.ofSeconds(31));
        assertThat(scene.runs()).hasSize(1);
        assertThat(scene.last(StepLost.class).getReason())
                .contains("whether the effect took place is not known, and its safety class is ONCE");
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(scene.facts(EscalationRaised.class)).hasSize(1);
    }

    @Test
    void aHandlerThatLostItsLeaseKnowsNoMoreThanWeDo() {
        StepCommand command = run("safety: once");
        scene.started(command);
        scene.failed(command, FailureKind.LEASE_LOST, false);
        assertThat(scene.lastEnd().getOutcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void timesOutWithoutAResultAlthoughHeartbeatsCome() {
        StepCommand command = run("timeout: 60s, safety: idempotent");
        scene.started(command);
        scene.after(Duration.ofSeconds(25));
        scene.heartbeat(command);
        scene.after(Duration.ofSeconds(25));
        scene.heartbeat(command);
        scene.after(Duration.ofSeconds(11));
        assertThat(scene.last(StepFailed.class).getKind()).isEqualTo(FailureKind.TIMED_OUT);
    }

    @Test
    void aResultOfAnOlderAttemptIsLateAndChangesNothing() {
        StepCommand first = run("safety: idempotent, timeout: 1h");
        scene.started(first);
        scene.after(Duration.ofSeconds(32));
        StepCommand second = scene.lastCommand();
        scene.started(second);
        var before = scene.recovery();
        scene.succeeded(first);
        assertThat(scene.recovery()).isEqualTo(before);
        assertThat(scene.last(ResultIgnored.class).getReason())
                .isEqualTo("LATE: expected attempt 2 with fence 2, but got AttemptSucceeded of attempt 1 with fence 1");
    }

    @Test
    void aResultWithAnotherFenceIsLate() {
        StepCommand command = run("");
        scene.succeeded(StepCommand.newBuilder(command).setFence(99).build());
        assertThat(scene.facts(ResultIgnored.class)).hasSize(1);
        assertThat(scene.recovery().isEnded()).isFalse();
    }

    @Test
    void aSuccessAfterTheEndIsLate() {
        StepCommand command = run("safety: once");
        scene.started(command);
        scene.after(Duration.ofSeconds(31));
        scene.succeeded(command);
        assertThat(scene.last(ResultIgnored.class).getReason())
                .startsWith("LATE: expected a result before the recovery ended UNKNOWN");
    }

    @Test
    void aSuccessAfterTheAttemptWasGivenUpIsLate() {
        StepCommand command = run("retry: {attempts: 2, backoff: 10s}");
        scene.failed(command, FailureKind.FAILED, true);
        scene.succeeded(command);
        assertThat(scene.last(ResultIgnored.class).getReason()).contains("the step is WAITING");
    }

    @Test
    void repeatedResultsChangeNothing() {
        StepCommand command = run("");
        scene.started(command);
        int facts = scene.facts().size();
        scene.started(command);
        assertThat(scene.facts()).hasSize(facts);
        scene.failed(command);
        facts = scene.facts().size();
        scene.failed(command);
        scene.started(command);
        scene.heartbeat(command);
        assertThat(scene.facts()).hasSize(facts);
    }

    @Test
    void aResultThatOvertookItsStartCounts() {
        StepCommand command = run("");
        scene.succeeded(command);
        scene.started(command);
        assertThat(scene.facts(StepStarted.class)).isEmpty();
        assertThat(scene.facts(ResultIgnored.class)).isEmpty();
    }

    @Test
    void aHeartbeatBeforeTheStartIsDropped() {
        scene.heartbeat(run(""));
        assertThat(scene.dropped()).containsExactly("heartbeat of an attempt that is not known to have started");
    }

    @Test
    void aResultOfAnUnknownRecoveryIsDropped() {
        StepCommand command = run("");
        scene.result(StepCommand.newBuilder(command).setRecoveryId("r-other").build(), new AttemptStarted(scene.now()));
        assertThat(scene.dropped()).containsExactly("recovery r-other is not known here");
    }

    @Test
    void fencesIncreaseOverStepsAndRecoveries() {
        Plan plan = Plan.lenient(
                "two", List.of(), "steps: [{id: a, run: exec/a}, {id: b, run: exec/b}]", "verify: {stableFor: 1s}");
        for (int i = 0; i < 2; i++) {
            scene.down("payments");
            scene.ask(plan, "payments");
            scene.succeeded(scene.lastCommand());
            scene.succeeded(scene.lastCommand());
            scene.up("payments");
            scene.after(Duration.ofSeconds(2));
        }
        assertThat(scene.facts(StepDispatched.class))
                .extracting(StepDispatched::getFence)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    private StepCommand run(String step) {
        scene.down("payments");
        scene.ask(plan(step), "payments");
        return scene.lastCommand();
    }

    private static Plan plan(String step) {
        String fields = step.isEmpty() ? "" : ", " + step;
        return Plan.lenient("restart", List.of(), "steps: [{id: restart, run: exec/restart" + fields + "}]");
    }
}
