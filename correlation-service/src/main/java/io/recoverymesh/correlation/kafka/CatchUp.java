package io.recoverymesh.correlation.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Whether a task has read mesh.targets as far as it reached when the task started. */
final class CatchUp {
    private final CompletableFuture<Long> target;
    private long processed = -1;
    private boolean done;

    /**
     * @param last offset to reach, -1 for none; asked away from the task's thread
     */
    CatchUp(LongSupplier last) {
        this.target = CompletableFuture.supplyAsync(last::getAsLong);
    }

    void processed(long offset) {
        processed = Math.max(processed, offset);
    }

    /** Never goes back to false. A question that Kafka did not answer fails the task, which is then started again. */
    boolean isDone() {
        if (!done && target.isDone()) {
            done = processed >= target.join();
        }
        return done;
    }
}
