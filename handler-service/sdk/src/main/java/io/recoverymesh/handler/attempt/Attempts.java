package io.recoverymesh.handler.attempt;

import io.recoverymesh.handler.protocol.AttemptKey;
import io.recoverymesh.handler.protocol.Decision;
import io.recoverymesh.handler.protocol.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The attempts that run now, each on its own virtual thread. */
public final class Attempts {
    private final Map<AttemptKey, RunningAttempt> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final int max;
    private final LoopObserver observer;

    public Attempts(int max, LoopObserver observer) {
        this.max = max;
        this.observer = observer;
    }

    /** How many more may start. */
    public int room() {
        return Math.max(0, max - running.size());
    }

    public int running() {
        return running.size();
    }

    /** Takes it in; it does not run yet, so that a cancellation of the same poll still comes before its effect. */
    public void add(RunningAttempt attempt) {
        running.put(attempt.key(), attempt);
    }

    public void start(RunningAttempt attempt) {
        Thread.ofVirtual().name("attempt-" + attempt.key()).start(() -> run(attempt));
    }

    public void cancel(Decision.Cancel cancel) {
        RunningAttempt attempt = running.get(cancel.attempt());
        if (attempt != null) {
            attempt.stop(new Stop.Cancelled(cancel.reason()));
        }
    }

    /** Stops an attempt whose lease the coordinator gave up. */
    public void giveUp(AttemptKey key) {
        RunningAttempt attempt = running.get(key);
        if (attempt != null) {
            attempt.giveUp();
        }
    }

    /** Stops an attempt whose lease the coordinator gave up, and waits for its end; false where it still runs then. */
    public boolean giveUp(AttemptKey key, Duration longest) throws InterruptedException {
        giveUp(key);
        return await(() -> !running.containsKey(key), longest);
    }

    public void tick(Instant now) {
        running.values().forEach(attempt -> attempt.tick(now));
    }

    public void stopAll() {
        running.values().forEach(attempt -> attempt.stop(new Stop.HandlerStopping()));
    }

    /** Waits until none runs; false where some still do. */
    public boolean awaitNone(Duration longest) throws InterruptedException {
        return await(running::isEmpty, longest);
    }

    private boolean await(BooleanSupplier what, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!what.getAsBoolean() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return what.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void run(RunningAttempt attempt) {
        try {
            attempt.run(observer);
        } finally {
            running.remove(attempt.key());
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
