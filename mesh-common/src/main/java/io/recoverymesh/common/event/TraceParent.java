package io.recoverymesh.common.event;

/** W3C traceparent of an event: the trace id follows from the flow, the span id from the event. */
public final class TraceParent {
    private TraceParent() {}

    /** {@code 00-<trace id>-<span id>-01}, the same at every replay. */
    public static String of(String flowId, String eventId) {
        return "00-" + traceId(flowId) + "-" + spanId(eventId) + "-01";
    }

    /** 32 hex digits. */
    public static String traceId(String flowId) {
        return EventIds.of("trace", flowId);
    }

    /** 16 hex digits. */
    public static String spanId(String eventId) {
        return EventIds.of("span", eventId).substring(0, 16);
    }
}
