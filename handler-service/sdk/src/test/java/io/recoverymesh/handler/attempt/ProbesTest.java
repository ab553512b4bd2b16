package io.recoverymesh.handler.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Lease;
import io.recoverymesh.schemas.AttemptSucceeded;
import io.recoverymesh.schemas.EffectState;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.ProbeStep;
import io.recoverymesh.schemas.RunStep;
import io.recoverymesh.schemas.Safety;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ProbesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
    private final Recorded told = new Recorded();
    private final Attempts attempts = new Attempts(1, LoopObserver.NONE);
    private final Probes probes = new Probes(attempts, told, "i-1", time::get);

    @Test
    void asksOnceAlsoWhereTheQuestionIsReadTwice() {
        Decision.Ask ask = ask((invocation, context) -> Probed.tookPlace(context.idempotencyKey(), "{}"));
        probes.ask(ask);
        probes.ask(ask);
        await().until(() -> !told.bodies().isEmpty());
        assertThat(told.bodies()).containsExactly(new ProbeAnswered(EffectState.TOOK_PLACE, "key-1", "{}"));
    }

    @Test
    void cannotTellWhenTheProbeThrowsOrThereIsNone() {
        probes.ask(ask((invocation, context) -> {
            throw new IllegalStateException("no such table");
        }));
        assertThat(answer().getReason()).endsWith("it threw java.lang.IllegalStateException: no such table");
        assertThat(answer().getEffect()).isEqualTo(EffectState.NOT_KNOWN);
    }

    @Test
    void isInterruptedWhenTheAnswerWouldComeTooLate() {
        CountDownLatch asking = new CountDownLatch(1);
        probes.ask(ask((invocation, context) -> {
            asking.countDown();
            new CountDownLatch(1).await();
            return Probed.didNotTakePlace("never said");
        }));
        await().until(() -> asking.getCount() == 0);
        probes.tick(NOW.plusSeconds(3));
        assertThat(answer().getEffect()).isEqualTo(EffectState.NOT_KNOWN);
    }

    @Test
    void anAttemptThatStillRunsHereIsEndedBeforeItIsAskedAbout() {
        CountDownLatch performing = new CountDownLatch(1);
        Action charge = new Charge(
                context -> {
                    performing.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        return Outcome.success("\"took place all the same\"");
                    }
                    return Outcome.success();
                },
                (invocation, context) -> Probed.tookPlace("it is there", null));
        RunStep run = new RunStep("charge", "{}", Safety.PROBE, NOW.plusSeconds(60), NOW.plusSeconds(10), 30_000L);
        Decision.Accept accept = new Decision.Accept(
                "bank",
                command(run),
                run,
                charge,
                Arguments.none(),
                new Lease(Duration.ofSeconds(30), Duration.ofSeconds(10)));
        RunningAttempt attempt = new RunningAttempt(accept, "i-1", NOW, told, time::get);
        attempts.add(attempt);
        attempts.start(attempt);
        await().until(() -> performing.getCount() == 0);

        probes.ask(new Decision.Ask("bank", command(question()), question(), charge, Arguments.none()));

        await().until(() -> told.bodies().size() == 2);
        assertThat(told.bodies().getFirst()).isInstanceOf(AttemptSucceeded.class);
        assertThat(told.bodies().getLast()).isInstanceOf(ProbeAnswered.class);
    }

    private ProbeAnswered answer() {
        await().until(() -> !told.bodies().isEmpty());
        return (ProbeAnswered) told.bodies().getFirst();
    }

    private static Decision.Ask ask(Asked asked) {
        Action action = new Charge(context -> Outcome.success(), asked);
        return new Decision.Ask("bank", command(question()), question(), action, Arguments.none());
    }

    private static ProbeStep question() {
        return new ProbeStep("charge", "{}", NOW.plusSeconds(3));
    }

    private static StepCommand command(Object body) {
        return new StepCommand(
                "c-" + body.getClass().getSimpleName(),
                "f-1",
                "r-1",
                "pay",
                "team",
                "payments",
                "charge",
                1,
                1L,
                "key-1",
                NOW,
                body);
    }

    private interface Asked {
        Probed answer(Invocation invocation, Context context) throws InterruptedException;
    }

    private interface Performed {
        Outcome perform(Context context);
    }

    private record Charge(Performed performed, Asked asked) implements Action {
        @Override
        public HandlerAction description() {
            return new HandlerAction("charge", "charges", Safety.PROBE, null, null);
        }

        @Override
        public Outcome perform(Invocation invocation, Context context) {
            return performed.perform(context);
        }

        @Override
        public Probed probe(Invocation invocation, Context context) throws InterruptedException {
            return asked.answer(invocation, context);
        }
    }
}
