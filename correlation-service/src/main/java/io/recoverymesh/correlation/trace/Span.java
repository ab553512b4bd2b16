package io.recoverymesh.correlation.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that took place within a flow.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param parentId 16 hex digits; null for the flow itself
 * @param end not before {@code start}
 * @param attributes in order; values are text
 * @param problem why it did not go well; null when it did, or when that is not known
 * @param notes what happened meanwhile
 */
public record Span(
        String traceId,
        String spanId,
        @Nullable String parentId,
        Kind kind,
        String name,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        @Nullable String problem,
        List<Note> notes) {
    /** Who takes part in it. */
    public enum Kind {
        INTERNAL,
        /** A message is sent to a handler and answered. */
        PRODUCER,
        /** A message is taken and decided. */
        CONSUMER
    }

    public Span {
        attributes = Map.copyOf(attributes);
        notes = List.copyOf(notes);
        if (end.isBefore(start)) {
            end = start;
        }
    }

    /** One moment of a span. */
    public record Note(Instant at, String text) {}
}
