package io.recoverymesh.correlation.trace;

import io.recoverymesh.common.event.TraceParent;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A span in the making, of the flow of an event. */
final class SpanDraft {
    private final String flowId;
    private final String source;
    private final @Nullable String parent;
    private final Span.Kind kind;
    private final String name;
    private final Instant start;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<Span.Note> notes = new ArrayList<>();
    private @Nullable String problem;

    /**
     * @param source what the span's id follows from
     * @param parent what the parent's id follows from; null for the flow itself
     */
    SpanDraft(String flowId, String source, @Nullable String parent, Span.Kind kind, String name, Instant start) {
        this.flowId = flowId;
        this.source = source;
        this.parent = parent;
        this.kind = kind;
        this.name = name;
        this.start = start;
        with("mesh.flow", flowId);
    }

    static SpanDraft of(RecoveryEvent event, String source, Span.Kind kind, String name, Instant start) {
        String recovery = event.getRecoveryId();
        boolean isRecovery = source.equals(recovery);
        return new SpanDraft(
                        event.getFlowId(),
                        source,
                        recovery == null || isRecovery ? event.getFlowId() : recovery,
                        kind,
                        name,
                        start)
                .with("mesh.group", event.getGroup())
                .with("mesh.target", event.getTarget())
                .with("mesh.policy", event.getPolicy())
                .with("mesh.recovery", recovery);
    }

    /** Nothing where there is no value. */
    SpanDraft with(String attribute, @Nullable Object value) {
        if (value != null) {
            attributes.put(attribute, value.toString());
        }
        return this;
    }

    /** Messaging semantic conventions: what is sent or taken, and where. */
    SpanDraft message(String operation, String topic, String messageId, RecoveryEvent event) {
        return with("messaging.system", "kafka")
                .with("messaging.operation.type", operation)
                .with("messaging.operation.name", operation)
                .with("messaging.destination.name", topic)
                .with("messaging.message.id", messageId)
                .with("messaging.message.conversation_id", event.getFlowId())
                .with("messaging.kafka.message.key", event.getGroup() + "/" + event.getTarget());
    }

    SpanDraft note(Instant at, String text) {
        notes.add(new Span.Note(at, text));
        return this;
    }

    SpanDraft failed(String reason) {
        problem = reason;
        return this;
    }

    Span end(Instant end) {
        return new Span(
                TraceParent.traceId(flowId),
                TraceParent.spanId(source),
                parent == null ? null : TraceParent.spanId(parent),
                kind,
                name,
                start,
                end,
                attributes,
                problem,
                notes);
    }
}
