package io.recoverymesh.handler.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Lease;
import io.recoverymesh.schemas.AttemptCancelled;
import io.recoverymesh.schemas.AttemptFailed;
import io.recoverymesh.schemas.AttemptProgressed;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RunningAttemptTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final Recorded told = new Recorded();
    private final Attempts attempts = new Attempts(4, LoopObserver.NONE);
    private final CountDownLatch performing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseWhatWaits() {
        release.countDown();
    }

    @Test
    void tellsSuccessOnceAndGivesItsSlotBack() {
        start((invocation, context) -> Outcome.success("{\"key\":\"" + context.idempotencyKey() + "\"}"));

        awaitEnd();
        assertThat(told.ends()).containsExactly(new AttemptSucceeded("{\"key\":\"key-1\"}", 0L));
        assertThat(attempts.room()).isEqualTo(4);
    }

    @Test
    void tellsWhatAnActionThrows() {
        start((invocation, context) -> {
            throw new IllegalStateException("no such unit");
        });

        awaitEnd();
        assertThat(told.ends()).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> {
            assertThat(failed.getError()).contains("it threw java.lang.IllegalStateException: no such unit");
            assertThat(failed.getRetryable()).isTrue();
        });
    }

    @Test
    void prolongsTheLeaseWhileItRunsAndSaysHowFarItIs() throws InterruptedException {
        RunningAttempt attempt = start(this::waits);
        performing.await();

        attempt.heartbeat("half way");
        at(9_000, attempt);
        assertThat(told.bodies()).isEmpty();
        at(10_000, attempt);
        at(19_999, attempt);
        at(20_000, attempt);

        assertThat(told.bodies())
                .containsExactly(
                        new AttemptProgressed(NOW.plusSeconds(40), "half way"),
                        new AttemptProgressed(NOW.plusSeconds(50), "half way"));
    }

    @Test
    void endsWhenNobodyAcknowledgesItsHeartbeatsForALease() throws InterruptedException {
        told.connected = false;
        RunningAttempt attempt = start(this::waits);
        performing.await();

        at(30_000, attempt);
        assertThat(attempt.isCancelled()).isFalse();
        at(30_001, attempt);

        awaitEnd();
        assertThat(told.ends()).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> assertThat(
                        failed.getKind())
                .isEqualTo(FailureKind.LEASE_LOST));
    }

    @Test
    void endsAtItsDeadline() throws InterruptedException {
        RunningAttempt attempt = start(this::waits);
        performing.await();

        for (int second = 10; second <= 60; second += 10) {
            at(second * 1_000L, attempt);
        }

        awaitEnd();
        assertThat(told.ends()).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> assertThat(
                        failed.getKind())
                .isEqualTo(FailureKind.TIMED_OUT));
    }

    @Test
    void endsWhenItIsCancelled() throws InterruptedException {
        RunningAttempt attempt = start(this::waits);
        performing.await();

        attempts.cancel(new Decision.Cancel(attempt.key(), "an operator said so"));

        awaitEnd();
        assertThat(told.ends()).containsExactly(new AttemptCancelled("an operator said so"));
    }

    @Test
    void hasNoEffectWhenItIsCancelledBeforeItBegan() {
        RunningAttempt attempt = attempt((invocation, context) -> {
            throw new AssertionError("must not be performed");
        });
        attempts.add(attempt);
        attempts.cancel(new Decision.Cancel(attempt.key(), "superseded"));
        attempts.start(attempt);

        awaitEnd();
        assertThat(told.ends()).containsExactly(new AttemptCancelled("superseded"));
    }

    @Test
    void hasNoEffectWhenItWasPausedUntilTheDecisionExpired() {
        RunningAttempt attempt = attempt((invocation, context) -> {
            throw new AssertionError("must not be performed");
        });
        attempts.add(attempt);
        time.set(NOW.plusSeconds(10).plusMillis(1));
        attempts.start(attempt);

        awaitEnd();
        assertThat(told.ends()).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> assertThat(
                        failed.getKind())
                .isEqualTo(FailureKind.REFUSED));
    }

    @Test
    void endsWhenTheHandlerStops() throws InterruptedException {
        start(this::waits);
        performing.await();
        assertThat(attempts.awaitNone(Duration.ofMillis(10))).isFalse();

        attempts.stopAll();

        assertThat(attempts.awaitNone(Duration.ofSeconds(10))).isTrue();
        assertThat(told.ends()).singleElement().isInstanceOfSatisfying(AttemptFailed.class, failed -> {
            assertThat(failed.getError()).contains("shut down");
            assertThat(failed.getRetryable()).isTrue();
        });
    }

    private Outcome waits(Invocation invocation, Context context) throws InterruptedException {
        performing.countDown();
        release.await();
        return Outcome.success();
    }

    private void at(long millis, RunningAttempt attempt) {
        Instant now = NOW.plusMillis(millis);
        time.set(now);
        attempt.tick(now);
    }

    private void awaitEnd() {
        await().until(() -> attempts.running() == 0);
    }

    private RunningAttempt start(Performance performance) {
        RunningAttempt attempt = attempt(performance);
        attempts.add(attempt);
        attempts.start(attempt);
        return attempt;
    }

    private RunningAttempt attempt(Performance performance) {
        RunStep run = new RunStep("it", "{}", Safety.IDEMPOTENT, NOW.plusSeconds(60), NOW.plusSeconds(10), 30_000L);
        StepCommand command =
                new StepCommand("c-1", "f-1", "r-1", "policy", "team", "payments", "restart", 1, 7L, "key-1", NOW, run);
        Lease lease = new Lease(Duration.ofSeconds(30), Duration.ofSeconds(10));
        Decision.Accept accepted =
                new Decision.Accept("exec", command, run, new Performed(performance), Arguments.none(), lease);
        return new RunningAttempt(accepted, "h-1", NOW, told, time::get);
    }

    private interface Performance {
        Outcome perform(Invocation invocation, Context context) throws Exception;
    }

    private record Performed(Performance performance) implements Action {
        @Override
        public HandlerAction description() {
            return new HandlerAction("it", "does it", Safety.IDEMPOTENT, null, null);
        }

        @Override
        public Outcome perform(Invocation invocation, Context context) throws Exception {
            return performance.perform(invocation, context);
        }
    }
}
