package io.recoverymesh.handler.testkit;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.attempt.ResultSink;
import io.recoverymesh.handler.attempt.RunningAttempt;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ledger;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.handler.protocol.Stop;
import io.recoverymesh.schemas.ProbeAnswered;
import io.recoverymesh.schemas.StepCommand;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A handler's process: takes commands, dies where it is told to, and is started again without its memory. */
final class HandlerProcess {
    private static final String INSTANCE = "test";
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Handler handler;
    private final InstantSource clock;
    private final List<StepResult> published = new CopyOnWriteArrayList<>();
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<String> story = new ArrayList<>();
    /** Commands whose offset is committed, by whichever process it was. */
    private final Set<String> committed = new HashSet<>();

    /** The same, of this process: it reads on behind them, but knows what a repetition is. */
    private final Set<String> taken = new HashSet<>();

    private Ledger ledger = new Ledger(100);
    private @Nullable CrashPoint crash;
    private int cancelAt;

    HandlerProcess(Handler handler, InstantSource clock) {
        this.handler = handler;
        this.clock = clock;
    }

    void crashAt(CrashPoint point) {
        crash = point;
    }

    void cancelAt(int heartbeat) {
        cancelAt = heartbeat;
    }

    List<StepResult> published() {
        return List.copyOf(published);
    }

    List<String> progress() {
        return List.copyOf(progress);
    }

    List<String> story() {
        return List.copyOf(story);
    }

    /** The end that it told; null where it died before. */
    @Nullable
    Object deliver(StepCommand command) {
        if (committed.contains(command.getId())) {
            story.add("not delivered again: its offset was committed together with its start");
            return null;
        }
        Sitting sitting = new Sitting(ledger, HEARTBEAT, 1);
        Decision decision = sitting.decide(handler, command, clock.instant());
        if (diesAt(CrashPoint.BEFORE_START)) {
            restart("before its start was committed; the command comes again");
            return deliver(command);
        }
        sitting.commit();
        taken.add(command.getId());
        return switch (decision) {
            case Decision.Accept accept -> perform(accept);
            case Decision.Refuse refuse -> {
                story.add("refused: " + refuse.error());
                yield told(results(command).refused(refuse.error(), clock.instant()));
            }
            case Decision.Ignore ignore -> {
                story.add("ignored: " + ignore.reason());
                yield null;
            }
            case Decision.Ask ignored -> throw new IllegalStateException("Expected a command to run");
            case Decision.Cancel ignored -> throw new IllegalStateException("Expected a command to run");
            case Decision.Wait ignored -> throw new IllegalStateException("Expected room for one attempt");
        };
    }

    ProbeAnswered ask(StepCommand question) {
        Decision decision = new Sitting(ledger, HEARTBEAT, 1).decide(handler, question, clock.instant());
        Probed answer =
                switch (decision) {
                    case Decision.Ask ask -> answer(ask);
                    default -> throw new IllegalStateException("Expected a question, but got " + decision);
                };
        story.add("probe: " + answer.effect() + ", " + answer.reason());
        return (ProbeAnswered) told(results(question).answered(answer, clock.instant()));
    }

    private static Probed answer(Decision.Ask ask) {
        try {
            return ask.action().probe(ask.invocation(), new AskedContext(ask));
        } catch (Exception e) {
            return Probed.notKnown("Expected the probe to say whether the effect took place, but it threw " + e);
        }
    }

    private @Nullable Object perform(Decision.Accept accept) {
        Instant now = clock.instant();
        told(results(accept.command()).started(accept.lease().until(now), now));
        story.add("attempt " + accept.command().getAttempt() + " started");
        if (diesAt(CrashPoint.AFTER_START)) {
            restart("after its start, before the effect");
            return null;
        }
        Ends ends = new Ends();
        Watched action = new Watched(accept.action());
        Decision.Accept watched = new Decision.Accept(
                accept.handler(), accept.command(), accept.run(), action, accept.arguments(), accept.lease());
        RunningAttempt attempt = new RunningAttempt(watched, INSTANCE, now, ends, clock);
        action.attempt = attempt;
        runToItsEnd(attempt);
        boolean died = action.died;
        if (crash == CrashPoint.DURING_EFFECT && !died) {
            throw new IllegalStateException(
                    "Expected the handler to give a heartbeat to be killed at, but it gave none."
                            + " Throw TestMesh.death() in a fake that it uses");
        }
        if (died) {
            crash = null;
            restart("during the effect");
            return null;
        }
        if (diesAt(CrashPoint.AFTER_EFFECT)) {
            restart("after the effect, before its result was sent");
            return null;
        }
        Object end = ends.end == null ? null : told(ends.end);
        story.add("attempt " + accept.command().getAttempt() + " ended: " + end);
        if (diesAt(CrashPoint.AFTER_RESULT)) {
            restart("after its result was sent");
        }
        return end;
    }

    private void runToItsEnd(RunningAttempt attempt) {
        Thread thread = Thread.ofVirtual().start(() -> attempt.run(LoopObserver.NONE));
        try {
            while (!thread.join(Duration.ofMillis(10))) {
                attempt.tick(clock.instant());
            }
        } catch (InterruptedException e) {
            attempt.stop(new Stop.HandlerStopping());
            Thread.currentThread().interrupt();
        }
    }

    private boolean diesAt(CrashPoint point) {
        if (crash != point) {
            return false;
        }
        crash = null;
        return true;
    }

    private void restart(String where) {
        story.add("the handler died " + where);
        committed.addAll(taken);
        ledger = new Ledger(100);
    }

    private Results results(StepCommand command) {
        return new Results(handler.name(), INSTANCE, command);
    }

    private Object told(StepResult result) {
        published.add(result);
        return result.getBody();
    }

    /** Holds the end back, so that the process may die before it is sent. */
    private final class Ends implements ResultSink {
        private volatile @Nullable StepResult end;

        @Override
        public void publish(StepResult result) {
            end = result;
        }

        @Override
        public void offer(StepResult result, Runnable acknowledged) {
            published.add(result);
            acknowledged.run();
        }
    }

    /** Dies and is cancelled at heartbeats. */
    private final class Watched implements Action {
        private final Action action;
        private @Nullable RunningAttempt attempt;
        private volatile boolean died;

        private Watched(Action action) {
            this.action = action;
        }

        @Override
        public io.recoverymesh.schemas.HandlerAction description() {
            return action.description();
        }

        @Override
        public Outcome perform(Invocation invocation, Context context) throws Exception {
            try {
                return action.perform(invocation, new HeartbeatContext(context, this::beat));
            } catch (SimulatedCrash e) {
                died = true;
                return new Outcome.NotBegun();
            }
        }

        private void beat(String words, int number) {
            progress.add(words);
            if (crash == CrashPoint.DURING_EFFECT) {
                throw new SimulatedCrash();
            }
            if (number == cancelAt && attempt != null) {
                attempt.stop(new Stop.Cancelled("the test said so"));
            }
        }
    }
}
