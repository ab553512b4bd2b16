package io.recoverymesh.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** An open loop: so many per second, evenly, whatever becomes of them. */
final class Pace {
    private Pace() {}

    /** @param action is told the number of each, from 0 */
    static void run(int perSecond, Duration length, IntConsumer action) {
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime();
        long count = length.toNanos() / gap;
        for (int i = 0; i < count; i++) {
            long due = begin + i * gap;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            action.accept(i);
        }
    }
}
