package io.recoverymesh.handler.kubernetes;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** What an operation needs to know of the attempt it is performed for. */
record Attempt(Invocation invocation, Context context, InstantSource clock, Duration poll) {
    String key() {
        return context.idempotencyKey();
    }

    String target() {
        return invocation.group() + "/" + invocation.target();
    }

    /** Says how far it is and waits until it is time to look again; false when there is no time left. */
    boolean pause(String words) throws InterruptedException {
        context.heartbeat(words);
        Duration left = Duration.between(clock.instant(), context.deadline());
        if (left.compareTo(poll) < 0) {
            return false;
        }
        if (context.isCancelled()) {
            throw new InterruptedException();
        }
        TimeUnit.NANOSECONDS.sleep(poll.toNanos());
        return true;
    }
}
