package io.recoverymesh.handler.attempt;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Ending;
import io.recoverymesh.handler.protocol.Results;
import io.recoverymesh.handler.protocol.Sitting;
import io.recoverymesh.handler.protocol.Stop;
import io.recoverymesh.schemas.StepCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One accepted attempt: performs its action on one thread, prolongs its lease, tells how it ended, exactly once. */
public final class RunningAttempt implements Context {
    private static final Logger LOG = LoggerFactory.getLogger(RunningAttempt.class);
    private static final Duration OWN_WORDS_APART = Duration.ofSeconds(1);
    private static final int MAX_PROGRESS_CHARS = 1_000;

    private final Decision.Accept accepted;
    private final StepCommand command;
    private final Results results;
    private final ResultSink sink;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private @Nullable Thread thread;
    private @Nullable String progress;
    private Instant leaseUntil;
    private Instant lastSpoken;
    private long spoken;

    /** @param startedAt when the committed AttemptStarted said that it starts */
    public RunningAttempt(
            Decision.Accept accepted, String instance, Instant startedAt, ResultSink sink, InstantSource clock) {
        this.accepted = accepted;
        this.command = accepted.command();
        this.results = new Results(accepted.handler(), instance, command);
        this.sink = sink;
        this.clock = clock;
        this.lastSpoken = startedAt;
        this.leaseUntil = accepted.lease().until(startedAt);
    }

    public AttemptKey key() {
        return AttemptKey.of(command);
    }

    /** Performs the action on the calling thread and publishes the end. */
    public void run(LoopObserver observer) {
        MDC.put("flow", command.getFlowId());
        MDC.put("recovery", command.getRecoveryId());
        String action = accepted.run().getAction();
        Instant began = clock.instant();
        observer.started(accepted.handler(), action, Duration.between(command.getIssuedAt(), began));
        LOG.info("Started {} {}/{} on {}", key(), accepted.handler(), action, command.getTarget());
        Outcome outcome = perform(began);
        Instant ended = clock.instant();
        Duration took = Duration.between(began, ended);
        SpecificRecord end = Ending.of(stop.get(), outcome, accepted.run().getSafety(), took);
        sink.publish(results.ended(end, ended));
        observer.ended(accepted.handler(), action, end.getClass().getSimpleName(), took);
        LOG.info("Ended {} after {} ms: {}", key(), took.toMillis(), end);
        MDC.clear();
    }

    private Outcome perform(Instant now) {
        synchronized (this) {
            if (stop.get() != null) {
                return new Outcome.NotBegun();
            }
            // Between the commit and this line the process may have been paused.
            if (now.isAfter(accepted.run().getNotAfter())) {
                return Outcome.refused(Sitting.expired(accepted.run(), now));
            }
            thread = Thread.currentThread();
        }
        try {
            return Redaction.of(accepted.action().perform(accepted.invocation(), this));
        } catch (InterruptedException e) {
            return Outcome.unknown("Expected the action to end, but it was interrupted.");
        } catch (Exception | Error e) {
            // Whatever it is: an attempt that says nothing would keep everybody waiting for its lease.
            LOG.warn("Action of {} threw", key(), e);
            return Redaction.of(Outcome.unknown("Expected the action to return an outcome, but it threw " + e));
        } finally {
            forgetThread();
        }
    }

    private synchronized void forgetThread() {
        thread = null;
        // What interrupted the action must not interrupt the publishing of its end.
        Thread.interrupted();
    }

    /** Makes it end; the first reason counts. */
    public void stop(Stop reason) {
        synchronized (this) {
            if (!stop.compareAndSet(null, reason)) {
                return;
            }
            if (thread != null) {
                thread.interrupt();
            }
        }
        LOG.info("Stopping {}: {}", key(), reason);
    }

    /** The coordinator says that its lease is lost. */
    public void giveUp() {
        stop(new Stop.LeaseLost(leaseUntil()));
    }

    /** Does what is due: ends it when its time or its lease is over, else speaks. */
    public void tick(Instant now) {
        if (stop.get() != null) {
            return;
        }
        Instant until = leaseUntil();
        if (now.isAfter(until)) {
            stop(new Stop.LeaseLost(until));
        } else if (!now.isBefore(deadline())) {
            stop(new Stop.DeadlinePassed(deadline()));
        } else {
            speakIfDue(now, accepted.lease().heartbeat());
        }
    }

    private synchronized void speakIfDue(Instant now, Duration apart) {
        if (now.isBefore(lastSpoken.plus(apart))) {
            return;
        }
        lastSpoken = now;
        spoken++;
        Instant until = accepted.lease().until(now);
        sink.offer(results.progressed(spoken, until, progress, now), () -> prolonged(until));
    }

    private synchronized void prolonged(Instant until) {
        leaseUntil = until.isAfter(leaseUntil) ? until : leaseUntil;
    }

    private synchronized Instant leaseUntil() {
        return leaseUntil;
    }

    @Override
    public String idempotencyKey() {
        return command.getIdempotencyKey();
    }

    @Override
    public int attempt() {
        return command.getAttempt();
    }

    @Override
    public long fence() {
        return command.getFence();
    }

    @Override
    public Instant deadline() {
        return accepted.run().getDeadline();
    }

    @Override
    public void heartbeat(String said) {
        String words = Redaction.of(said);
        synchronized (this) {
            progress = words.length() <= MAX_PROGRESS_CHARS ? words : words.substring(0, MAX_PROGRESS_CHARS);
        }
        if (stop.get() == null) {
            speakIfDue(clock.instant(), OWN_WORDS_APART);
        }
    }

    @Override
    public boolean isCancelled() {
        return stop.get() != null;
    }
}
