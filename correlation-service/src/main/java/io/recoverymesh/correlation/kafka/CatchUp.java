package io.recoverymesh.correlation.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a task has read mesh.targets as far as it reached when the task started. */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final LongSupplier last;
    private final Executor executor;
    private CompletableFuture<Long> target;
    private long processed = -1;
    private boolean done;

    /**
     * @param last offset to reach, -1 for none; asked again when it fails
     * @param executor asks, away from the task's thread
     */
    CatchUp(LongSupplier last, Executor executor) {
        this.last = last;
        this.executor = executor;
        this.target = CompletableFuture.supplyAsync(last::getAsLong, executor);
    }

    void processed(long offset) {
        processed = Math.max(processed, offset);
    }

    /** Never goes back to false. While Kafka does not answer, nothing is known, and nothing is admitted. */
    boolean isDone() {
        if (!done && target.isCompletedExceptionally()) {
            LOG.warn("the end of the targets' health could not be asked for; asking again", target.exceptionNow());
            target = CompletableFuture.supplyAsync(last::getAsLong, executor);
        } else if (!done && target.isDone()) {
            done = processed >= target.join();
        }
        return done;
    }
}
