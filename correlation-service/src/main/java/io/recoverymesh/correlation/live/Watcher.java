package io.recoverymesh.correlation.live;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has still to be told, at most so many frames. One that does not keep up loses them all, is told to
 * begin anew, and is done: nobody waits for it. Thread-safe.
 */
public final class Watcher {
    private static final Frame BEGIN_ANEW = Frame.raw("event: resync\ndata: {\"because\": \"too slow\"}\n\n");

    private final int limit;
    private final Runnable wake;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private boolean done;

    /** @param wake is called, outside any lock of this, after there is something to take */
    public Watcher(int limit, Runnable wake) {
        this.limit = limit;
        this.wake = wake;
    }

    /** Null when there is nothing now. */
    public synchronized @Nullable Frame take() {
        return waiting.poll();
    }

    /** Whether nothing will come any more. */
    public synchronized boolean isDone() {
        return done && waiting.isEmpty();
    }

    /** False when it is not to be told any more. */
    boolean tell(Frame frame) {
        boolean goesOn;
        synchronized (this) {
            if (done) {
                return false;
            }
            if (waiting.size() >= limit) {
                waiting.clear();
                waiting.add(BEGIN_ANEW);
                done = true;
            } else {
                waiting.add(frame);
            }
            goesOn = !done;
        }
        wake.run();
        return goesOn;
    }

    /** A sign of life, needed only where nothing else is on its way. */
    void beat() {
        boolean silent;
        synchronized (this) {
            silent = waiting.isEmpty() && !done;
        }
        if (silent) {
            tell(Frame.HEARTBEAT);
        }
    }

    /** Ends after what is waiting. */
    void end() {
        synchronized (this) {
            done = true;
        }
        wake.run();
    }
}
