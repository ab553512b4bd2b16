package io.recoverymesh.correlation.http;

import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** The log of facts of the whole mesh, whichever instance is asked. */
public interface FactReader {
    /**
     * Gives every decision that may lie in the period to {@code visitor}, each partition in order.
     *
     * @return what could not be read, and why; empty when all was
     * @throws UnavailableException when the log cannot be read now
     */
    List<String> facts(Instant from, Instant to, Consumer<RecoveryEvent> visitor);
}
