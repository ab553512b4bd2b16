package io.recoverymesh.common.event;

/** Names of the record headers that every record of the mesh carries. */
public final class EventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String CORRELATION_ID = "correlationid";
    public static final String CAUSATION_ID = "causationid";
    public static final String TRACEPARENT = "traceparent";
    /** Prefix of the headers that a dead-letter record carries. */
    public static final String ERRORS = "__recovery.errors.";

    private EventHeaders() {}
}
