package io.recoverymesh.trigger.kafka;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.kafka.EarlyCommits;
import io.recoverymesh.common.kafka.RecordHeaders;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.TriggerEvent;
import io.recoverymesh.trigger.trigger.Chaining.Chained;
import io.recoverymesh.trigger.trigger.Decision;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what was decided to its topics, with its causes in the headers; a request is committed at once. */
final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final String SOURCE = "trigger-service";

    private final ProcessorContext<Object, Object> context;
    private final TriggerObserver observer;
    private final EarlyCommits commits;

    Publisher(ProcessorContext<Object, Object> context, TriggerObserver observer) {
        this.context = context;
        this.observer = observer;
        this.commits = new EarlyCommits(context);
    }

    EarlyCommits commits() {
        return commits;
    }

    void publish(Decision decision, Instant now) {
        if (decision.health() != null) {
            health(decision.health(), now);
        }
        publish(decision.candidates(), decision.events(), decision.requests(), now);
    }

    void publish(Chained chained, Instant now) {
        publish(chained.candidates(), chained.events(), chained.requests(), now);
    }

    private void publish(int candidates, List<TriggerEvent> events, List<RecoveryRequest> requests, Instant now) {
        if (candidates > 0) {
            observer.candidates(candidates);
        }
        events.forEach(event -> event(event, now));
        requests.forEach(request -> request(request, now));
        if (!requests.isEmpty()) {
            commits.want();
        }
    }

    private void health(TargetHealth health, Instant now) {
        String key = keyOf(health.getGroup(), health.getTarget());
        String cause = health.getSignal().getId();
        String id = EventIds.of("target-health", key, cause, health.getHealth().name());
        String flow = health.getFlowId();
        send(TriggerTopology.TARGETS_SINK, key, health, id, flow, cause, now);
    }

    private void event(TriggerEvent event, Instant now) {
        observer.event(event.getKind());
        String key = keyOf(event.getGroup(), event.getTarget());
        LOG.debug("{} {} of {}: {}", key, event.getKind(), event.getPolicy(), event.getReason());
        String cause = event.getSignal().getId();
        send(TriggerTopology.EVENTS_SINK, key, event, event.getId(), event.getFlowId(), cause, now);
    }

    private void request(RecoveryRequest request, Instant now) {
        observer.requested();
        String key = keyOf(request.getGroup(), request.getTarget());
        LOG.info(
                "Requests {} on {} in flow {} because of {} {} ({})",
                request.getPolicy(),
                key,
                request.getFlowId(),
                request.getSignal().getName(),
                request.getSignal().getState(),
                request.getId());
        String cause = request.getSignal().getId();
        send(TriggerTopology.REQUESTS_SINK, key, request, request.getId(), request.getFlowId(), cause, now);
    }

    private void send(
            String sink,
            String key,
            SpecificRecord value,
            String id,
            @Nullable String flow,
            String causationId,
            Instant now) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        String type = value.getSchema().getName();
        RecordHeaders.write(headers, id, type, SOURCE, now, flow == null ? "" : flow, causationId);
        context.forward(new Record<>(key, value, now.toEpochMilli(), headers), sink);
    }

    private static String keyOf(String group, String target) {
        return group + "/" + target;
    }
}
