package io.recoverymesh.correlation.http;

import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of facts of the whole mesh, whichever instance is asked. */
public interface FactReader {
    /** Takes what is read. */
    interface Visitor {
        void onFact(int partition, long offset, RecoveryEvent event);

        /** @param problem why it cannot be read */
        void onUnreadable(int partition, long offset, String problem);
    }

    /**
     * Gives every record that may lie in the period to {@code visitor}, each partition in order.
     *
     * @param from null: from the beginning
     * @param to null: up to now
     * @param atMost for all of it
     * @return which part was not reached in time; empty when all was read
     * @throws UnavailableException when the log cannot be read now
     */
    List<String> read(@Nullable Instant from, @Nullable Instant to, Duration atMost, Visitor visitor);
}
