package io.recoverymesh.correlation.kafka;

import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.correlation.decision.Loads;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.schemas.FlowView;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends records to the sinks with their headers, once the changes behind them are stored. */
final class Publisher {
    private static final String SOURCE = "correlation-service";
    private static final String HANDLER = "handler";

    private final ProcessorContext<String, SpecificRecord> context;
    private final List<Pending> pending = new ArrayList<>();

    Publisher(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    void event(RecoveryEvent event) {
        Headers headers =
                headers(event.getId(), "RecoveryEvent", event.getAt(), event.getFlowId(), event.getCausationId());
        add(CorrelationTopology.EVENTS, event.getGroup() + "/" + event.getTarget(), event, event.getAt(), headers);
    }

    void command(String handler, StepCommand command) {
        Headers headers = headers(
                command.getId(), "StepCommand", command.getIssuedAt(), command.getFlowId(), command.getRecoveryId());
        headers.add(HANDLER, handler.getBytes(StandardCharsets.UTF_8));
        String key = command.getGroup() + "/" + command.getTarget();
        add(CorrelationTopology.COMMANDS, key, command, command.getIssuedAt(), headers);
    }

    void load(String group, @Nullable GroupState state, Instant now) {
        GroupState known = state == null ? GroupState.NEW : state;
        Headers headers = headers(group + "@" + known.sequence(), "GroupLoad", now, "", null);
        context.forward(
                new Record<>(group, Loads.of(group, known, now), now.toEpochMilli(), headers),
                CorrelationTopology.GROUPS);
    }

    void flow(FlowView view, Instant now) {
        Headers headers = headers(view.getFlowId() + "@" + now.toEpochMilli(), "FlowView", now, view.getFlowId(), null);
        add(CorrelationTopology.FLOW_VIEWS, view.getFlowId(), view, now, headers);
    }

    void flush() {
        pending.forEach(p -> context.forward(p.record(), p.sink()));
        pending.clear();
    }

    void discard() {
        pending.clear();
    }

    /** The handler that a command record is for. */
    static String handlerOf(RecordContext record) {
        return String.valueOf(RecordHeaders.text(record.headers(), HANDLER));
    }

    private void add(String sink, String key, SpecificRecord value, Instant at, Headers headers) {
        pending.add(new Pending(sink, new Record<>(key, value, at.toEpochMilli(), headers)));
    }

    private static Headers headers(String id, String type, Instant at, String flowId, @Nullable String causationId) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.write(headers, id, "io.recoverymesh." + type, SOURCE, at, flowId, causationId);
        return headers;
    }

    private record Pending(String sink, Record<String, SpecificRecord> record) {}
}
