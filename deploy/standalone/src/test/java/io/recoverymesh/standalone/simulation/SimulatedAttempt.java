package io.recoverymesh.standalone.simulation;

import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ending;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.handler.protocol.Stop;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the handler's threads do with one accepted attempt, on the scheduler: check, act, speak, end. */
final class SimulatedAttempt {
    private final Scheduler scheduler;
    private final Decision.Accept accept;
    private final Results results;
    private final Consumer<StepResult> tell;
    private final Predicate<Decision.Accept> act;
    private final Runnable gone;
    private final Instant startedAt;
    private Instant leaseUntil;
    private boolean over;
    private @Nullable Boolean worked;
    private long spoken;

    SimulatedAttempt(
            Scheduler scheduler,
            Decision.Accept accept,
            Results results,
            Consumer<StepResult> tell,
            Predicate<Decision.Accept> act,
            Runnable gone) {
        this.scheduler = scheduler;
        this.accept = accept;
        this.results = results;
        this.tell = tell;
        this.act = act;
        this.gone = gone;
        this.startedAt = scheduler.now();
        this.leaseUntil = accept.lease().until(startedAt);
    }

    void begin(Faults faults) {
        Duration pause = scheduler.chance(faults.paused()) ? scheduler.millis(1_000, 60_000) : scheduler.millis(1, 50);
        scheduler.after(pause, () -> perform(faults));
        heartbeat(faults);
    }

    void cancel(String reason) {
        stop(new Stop.Cancelled(reason));
    }

    void die() {
        over = true;
    }

    private void perform(Faults faults) {
        if (over) {
            return;
        }
        Instant now = scheduler.now();
        // As the handler does: between the commit and this moment the process may have been paused.
        if (now.isAfter(accept.run().getNotAfter())) {
            end(null, Outcome.refused(Sitting.expired(accept.run(), now)));
            return;
        }
        boolean fails = scheduler.chance(faults.failed());
        worked = !fails && act.test(accept);
        scheduler.after(scheduler.millis(100, scheduler.chance(10) ? 30_000 : 3_000), () -> end(null, outcome()));
    }

    private Outcome outcome() {
        return Boolean.TRUE.equals(worked)
                ? Outcome.success("{}")
                : Outcome.failure(FailureKind.FAILED, "Expected it to work, but it did not", true);
    }

    private void heartbeat(Faults faults) {
        Duration pause = scheduler.chance(faults.paused()) ? scheduler.millis(1_000, 60_000) : Duration.ZERO;
        scheduler.after(accept.lease().heartbeat().plus(pause), () -> {
            if (over) {
                return;
            }
            Instant now = scheduler.now();
            if (now.isAfter(leaseUntil)) {
                stop(new Stop.LeaseLost(leaseUntil));
            } else if (!now.isBefore(accept.run().getDeadline())) {
                stop(new Stop.DeadlinePassed(accept.run().getDeadline()));
            } else {
                leaseUntil = accept.lease().until(now);
                tell.accept(results.progressed(++spoken, leaseUntil, null, now));
                heartbeat(faults);
            }
        });
    }

    private void stop(Stop reason) {
        end(reason, Outcome.failure(FailureKind.FAILED, "It was stopped.", true));
    }

    private void end(@Nullable Stop stop, Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        gone.run();
        Instant now = scheduler.now();
        Duration took = Duration.between(startedAt, now);
        tell.accept(results.ended(Ending.of(stop, outcome, accept.run().getSafety(), took), now));
    }
}
