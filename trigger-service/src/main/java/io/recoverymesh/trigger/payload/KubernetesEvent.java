package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.trigger.mapping.ForeignSignal;
import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.mapping.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event of Kubernetes (core/v1 or events.k8s.io/v1), alone or in the envelope of a watch: an anomaly named by its reason. Nobody
 * resolves events, but Kubernetes repeats them while they last, and an anomaly that is not repeated is over.
 */
final class KubernetesEvent {
    private static final String AS_IT_IS = "Send the event as Kubernetes gives it";
    private static final Set<String> KNOWN =
            Set.of("kind", "apiVersion", "reason", "message", "note", "type", "count", "action", "clusterName");
    private static final List<String> TIMES = List.of(
            "lastTimestamp", "deprecatedLastTimestamp", "eventTime", "firstTimestamp", "deprecatedFirstTimestamp");

    private final JsonFields event;
    private final JsonFields object;
    private final Map<String, String> labels;

    private KubernetesEvent(JsonFields event) {
        this.event = event;
        this.object = event.in(event.has("involvedObject") ? "involvedObject" : "regarding", AS_IT_IS);
        this.labels = new TreeMap<>(event.others(KNOWN));
    }

    static boolean isEvent(JsonNode node) {
        return node.path("involvedObject").isObject()
                || node.path("regarding").isObject()
                || (node.path("kind").asText().equals("Event") && node.has("apiVersion"));
    }

    static SpecificRecord read(JsonFields document, Envelope envelope, Mapping mapping) {
        if (isEvent(document.node())) {
            return new KubernetesEvent(document).signal(envelope, mapping, false);
        }
        JsonFields inner = document.in(document.has("object") ? "object" : "event", AS_IT_IS);
        String verb = document.text("type", document.text("verb", ""));
        return new KubernetesEvent(inner).signal(envelope, mapping, verb.equals("DELETED"));
    }

    private SpecificRecord signal(Envelope envelope, Mapping mapping, boolean isDeleted) {
        String reason = event.required("reason", AS_IT_IS);
        String type = event.text("type", "Normal");
        Double count = count();
        Instant written = time();
        Instant time = written == null ? envelope.receivedAt() : written;
        describe(reason, type, count);
        boolean isFiring = type.equals("Warning") && !isDeleted;
        return new Translation(
                        event, new ForeignSignal(Format.KUBERNETES, labels, annotations(), event.node()), mapping)
                .put("id", id(reason, count, time))
                .put("source", source(envelope))
                .put("state", isFiring ? "FIRING" : "RESOLVED")
                .put("score", isFiring ? 1.0 : 0.0)
                .put("value", count)
                .put("reason", event.text("message", event.text("note", reason)))
                .put("observedAt", time.toString())
                .read("anomaly", event.has("involvedObject") ? "involvedObject" : "regarding", envelope);
    }

    /** The names are those of OpenTelemetry; the labels of the object itself keep theirs. */
    private void describe(String reason, String type, @Nullable Double count) {
        String kind = object.text("kind", "");
        labels.putAll(object.texts("labels"));
        label("k8s.event.reason", reason);
        label("k8s.event.type", type);
        label("k8s.event.action", event.text("action"));
        label("k8s.event.count", count == null ? null : Long.toString(count.longValue()));
        label("k8s.cluster.name", event.text("clusterName"));
        label("k8s.object.kind", kind);
        label("k8s.object.name", object.text("name"));
        label("k8s.object.uid", object.text("uid"));
        label("k8s.object.fieldpath", object.text("fieldPath"));
        label("k8s.pod.name", kind.equals("Pod") ? object.text("name") : null);
        if (event.has("metadata")) {
            JsonFields metadata = event.in("metadata", AS_IT_IS);
            label("k8s.namespace.name", metadata.text("namespace"));
            label("k8s.event.name", metadata.text("name"));
            label("k8s.event.uid", metadata.text("uid"));
        }
        label("k8s.namespace.name", object.text("namespace"));
        for (String name : List.of("source", "deprecatedSource")) {
            if (event.has(name)) {
                label("k8s.event.component", event.in(name, AS_IT_IS).text("component"));
                label("k8s.node.name", event.in(name, AS_IT_IS).text("host"));
            }
        }
    }

    private void label(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name, value);
        }
    }

    private Map<String, String> annotations() {
        return object.has("annotations") ? object.texts("annotations") : Map.of();
    }

    private @Nullable Double count() {
        if (event.has("series") && event.in("series", AS_IT_IS).has("count")) {
            return event.in("series", AS_IT_IS).number("count");
        }
        return event.has("count") ? event.number("count") : event.number("deprecatedCount");
    }

    /** Of the last time that it happened; null where the event does not say. */
    private @Nullable Instant time() {
        if (event.has("series") && event.in("series", AS_IT_IS).has("lastObservedTime")) {
            return event.in("series", AS_IT_IS).time("lastObservedTime");
        }
        for (String name : TIMES) {
            Instant time = event.time(name);
            if (time != null) {
                return time;
            }
        }
        return event.has("metadata") ? event.in("metadata", AS_IT_IS).time("creationTimestamp") : null;
    }

    private String id(String reason, @Nullable Double count, Instant time) {
        return EventIds.of(
                "kubernetes",
                labels.getOrDefault("k8s.event.uid", ""),
                labels.getOrDefault("k8s.object.uid", labels.getOrDefault("k8s.object.name", "")),
                reason,
                String.valueOf(count),
                time.toString());
    }

    private String source(Envelope envelope) {
        String component = labels.getOrDefault("k8s.event.component", labels.getOrDefault("reportingComponent", ""));
        String reporter = component.isEmpty() ? labels.getOrDefault("reportingController", "") : component;
        if (!reporter.isEmpty() && reporter.length() <= 200) {
            return "kubernetes/" + reporter;
        }
        return envelope.source() == null ? "kubernetes" : envelope.source();
    }
}
