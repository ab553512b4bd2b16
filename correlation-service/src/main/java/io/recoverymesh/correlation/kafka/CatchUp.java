package io.recoverymesh.correlation.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a task has read mesh.targets as far as it reached when the task started. */
final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final LongSupplier last;
    private CompletableFuture<Long> target;
    private long processed = -1;
    private boolean done;

    /**
     * @param last offset to reach, -1 for none; asked away from the task's thread, and asked again when it fails
     */
    CatchUp(LongSupplier last) {
        this.last = last;
        this.target = CompletableFuture.supplyAsync(last::getAsLong);
    }

    void processed(long offset) {
        processed = Math.max(processed, offset);
    }

    /** Never goes back to false. While Kafka does not answer, nothing is known, and nothing is admitted. */
    boolean isDone() {
        if (!done && target.isCompletedExceptionally()) {
            LOG.warn("the end of the targets' health could not be asked for; asking again", target.exceptionNow());
            target = CompletableFuture.supplyAsync(last::getAsLong);
        } else if (!done && target.isDone()) {
            done = processed >= target.join();
        }
        return done;
    }
}
