package io.recoverymesh.standalone.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Looks again until something is so, or the time is over. */
final class Patience {
    private static final long LOOK_MILLIS = 100;

    private Patience() {}

    /** The first answer that is there; empty when there was none within the limit. */
    static <T> Optional<T> await(Duration limit, Callable<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> answer = look.call();
            if (answer.isPresent() || System.nanoTime() > deadline) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    /** Whether it became so within the limit. */
    static boolean until(Duration limit, Callable<Boolean> look) throws Exception {
        return await(limit, () -> look.call() ? Optional.of(true) : Optional.<Boolean>empty())
                .isPresent();
    }

    /** Whether it stayed so all the time. */
    static boolean holds(Duration time, Callable<Boolean> look) throws Exception {
        return !until(time, () -> !look.call());
    }

    static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
