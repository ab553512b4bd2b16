package io.recoverymesh.correlation.http;

import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log of facts of the whole mesh, whichever instance is asked. */
public interface FactReader {
    Duration USUAL = Duration.ofSeconds(20);

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

    /**
     * The decisions of a period, each partition in order, in at most {@link #USUAL}.
     *
     * @return what could not be read, and why; empty when all was
     */
    default List<String> facts(Instant from, Instant to, Consumer<RecoveryEvent> visitor) {
        AtomicInteger unreadable = new AtomicInteger();
        List<String> missing = new ArrayList<>(read(from, to, USUAL, new Visitor() {
            @Override
            public void onFact(int partition, long offset, RecoveryEvent event) {
                visitor.accept(event);
            }

            @Override
            public void onUnreadable(int partition, long offset, String problem) {
                unreadable.incrementAndGet();
            }
        }));
        if (unreadable.get() > 0) {
            missing.add(unreadable + " records that cannot be read; 'mesh audit verify' says which");
        }
        return missing;
    }
}
