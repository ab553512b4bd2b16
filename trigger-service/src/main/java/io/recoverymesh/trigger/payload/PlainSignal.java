package io.recoverymesh.trigger.payload;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.AnomalyDetected;
import io.recoverymesh.schemas.HealthReported;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalState;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** One JSON object {@code {kind, group, target, …}}; values that no field stands for are kept as labels. */
final class PlainSignal {
    private static final Set<String> KNOWN = Set.of(
            "kind",
            "id",
            "source",
            "group",
            "target",
            "service",
            "instance",
            "status",
            "state",
            "name",
            "metric",
            "score",
            "value",
            "threshold",
            "severity",
            "reason",
            "fingerprint",
            "startsAt",
            "endsAt",
            "observedAt",
            "generatorUrl",
            "truncatedAlerts");
    private static final String KINDS = "Say which: health, anomaly or alert";

    private final JsonFields fields;
    private final String group;
    private final String target;
    private final String source;
    private final Instant observedAt;
    private final Map<String, String> labels;
    private final Envelope envelope;

    private PlainSignal(JsonFields fields, Envelope envelope) {
        this.fields = fields;
        this.envelope = envelope;
        this.group = fields.text("group", TargetRef.DEFAULT_GROUP);
        this.target = target(fields, envelope);
        this.source = fields.text("source", envelope.source() == null ? "api" : envelope.source());
        Instant written = fields.time("observedAt");
        this.observedAt = written == null ? envelope.receivedAt() : written;
        this.labels = new TreeMap<>(envelope.attributes());
        labels.putAll(fields.others(KNOWN));
        labels.putAll(fields.texts("labels"));
    }

    static SpecificRecord read(JsonFields fields, Envelope envelope) {
        String kind = fields.text("kind", envelope.kind() == null ? "" : envelope.kind());
        PlainSignal signal = new PlainSignal(fields, envelope);
        return switch (kind) {
            case "health" -> signal.health();
            case "anomaly" -> signal.anomaly();
            case "alert" -> signal.alert();
            case "" -> throw fields.missing("kind", "health, anomaly or alert", KINDS);
            default -> throw fields.wrong("kind", "Expected health, anomaly or alert, but got '" + kind + "'", KINDS);
        };
    }

    private HealthReported health() {
        HealthStatus status = fields.choice("status", HealthStatus.class, null);
        return HealthReported.newBuilder()
                .setId(id("health", status.name()))
                .setGroup(group)
                .setTarget(target)
                .setStatus(status)
                .setReason(fields.text("reason"))
                .setObservedAt(observedAt)
                .setSource(source)
                .setLabels(labels)
                .build();
    }

    private AnomalyDetected anomaly() {
        SignalState state = fields.choice("state", SignalState.class, SignalState.FIRING);
        String metric = fields.required("metric", "Name the metric that is unusual");
        Double score = fields.number("score");
        if (score == null && state == SignalState.FIRING) {
            throw fields.missing("score", "a number from 0 to 1", "Send 1 where the detector gives no score");
        }
        return AnomalyDetected.newBuilder()
                .setId(id("anomaly", metric, state.name()))
                .setGroup(group)
                .setTarget(target)
                .setMetric(metric)
                .setState(state)
                .setScore(score == null ? 0 : score)
                .setValue(fields.number("value"))
                .setThreshold(fields.number("threshold"))
                .setSeverity(fields.text("severity", "warning"))
                .setReason(fields.text("reason"))
                .setObservedAt(observedAt)
                .setSource(source)
                .setLabels(labels)
                .build();
    }

    private AlertReceived alert() {
        SignalState state = fields.choice("state", SignalState.class, SignalState.FIRING);
        String name = fields.required("name", "Name the alert, as in the label alertname");
        String fingerprint = fields.text("fingerprint", EventIds.of("fingerprint", group, target, name));
        Instant startsAt = fields.time("startsAt");
        return AlertReceived.newBuilder()
                .setId(id("alert", fingerprint, state.name()))
                .setGroup(group)
                .setTarget(target)
                .setName(name)
                .setState(state)
                .setSeverity(fields.text("severity", labels.getOrDefault("severity", "warning")))
                .setFingerprint(fingerprint)
                .setStartsAt(startsAt == null ? observedAt : startsAt)
                .setEndsAt(state == SignalState.RESOLVED ? fields.time("endsAt") : null)
                .setObservedAt(observedAt)
                .setSource(source)
                .setLabels(labels)
                .setAnnotations(annotations())
                .setGeneratorUrl(fields.text("generatorUrl"))
                .setTruncatedAlerts(truncatedAlerts())
                .build();
    }

    private int truncatedAlerts() {
        Double truncated = fields.number("truncatedAlerts");
        return truncated == null ? 0 : truncated.intValue();
    }

    private Map<String, String> annotations() {
        Map<String, String> annotations = fields.texts("annotations");
        String reason = fields.text("reason");
        if (reason != null) {
            annotations.putIfAbsent("summary", reason);
        }
        return annotations;
    }

    private String id(String... parts) {
        String given = fields.text("id", envelope.id() == null ? "" : envelope.id());
        return given.isEmpty()
                ? EventIds.of(
                        "plain",
                        String.join("|", parts),
                        group,
                        target,
                        source,
                        observedAt.toString(),
                        envelope.receivedAt().toString(),
                        fields.pointer())
                : given;
    }

    private static String target(JsonFields fields, Envelope envelope) {
        String target = fields.text("target");
        if (target != null) {
            return target;
        }
        String service = fields.text("service");
        String instance = fields.text("instance");
        if (service != null) {
            return instance == null ? service : service + "/" + instance;
        }
        if (envelope.target() != null) {
            return envelope.target();
        }
        throw fields.missing("target", "service or service/instance", "Send target, or service and perhaps instance");
    }
}
