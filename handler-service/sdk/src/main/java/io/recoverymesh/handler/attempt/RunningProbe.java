package io.recoverymesh.handler.attempt;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.schemas.StepCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question whether the effect of an attempt took place, asked on one thread until the answer would be too late. */
final class RunningProbe implements Context {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProbe.class);

    private final Decision.Ask ask;
    private @Nullable Thread thread;
    private boolean late;

    RunningProbe(Decision.Ask ask) {
        this.ask = ask;
    }

    StepCommand command() {
        return ask.command();
    }

    String handler() {
        return ask.handler();
    }

    AttemptKey key() {
        return AttemptKey.of(ask.command());
    }

    /** Asks on the calling thread; what goes wrong is an answer, too. */
    Probed answer() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            return late ? tooLate() : Redaction.of(ask.action().probe(ask.invocation(), this));
        } catch (InterruptedException e) {
            return tooLate();
        } catch (Exception | Error e) {
            LOG.warn("The probe of {} threw", key(), e);
            return Redaction.of(
                    Probed.notKnown("Expected the probe to say whether the effect took place, but it threw " + e));
        } finally {
            forgetThread();
        }
    }

    private Probed tooLate() {
        return Probed.notKnown("Expected an answer before " + deadline() + ", but the probe took longer");
    }

    private synchronized void forgetThread() {
        thread = null;
        // What interrupted the probe must not interrupt the publishing of its answer.
        Thread.interrupted();
    }

    void tick(Instant now) {
        synchronized (this) {
            if (!late && !now.isBefore(deadline())) {
                late = true;
                if (thread != null) {
                    thread.interrupt();
                }
            }
        }
    }

    @Override
    public String idempotencyKey() {
        return command().getIdempotencyKey();
    }

    @Override
    public int attempt() {
        return command().getAttempt();
    }

    @Override
    public long fence() {
        return command().getFence();
    }

    @Override
    public Instant deadline() {
        return ask.probe().getAnswerBy();
    }

    @Override
    public void heartbeat(String progress) {
        LOG.debug("Probe of {}: {}", key(), progress);
    }

    @Override
    public synchronized boolean isCancelled() {
        return late;
    }
}
