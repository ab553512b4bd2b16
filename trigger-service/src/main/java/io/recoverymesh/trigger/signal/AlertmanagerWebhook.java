package io.recoverymesh.trigger.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.AlertReceived;
import io.recoverymesh.schemas.SignalState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Version 4 of Alertmanager's webhook: one {@code AlertReceived} for each alert of a notification. */
public final class AlertmanagerWebhook {
    static final List<String> SERVICE = List.of("service", "app", "job");
    static final List<String> INSTANCE = List.of("pod", "instance");
    static final List<String> GROUP = List.of("group", "cluster", "namespace");
    private static final String VERSION = "4";
    private static final String POINT_HERE = "Let an Alertmanager webhook_config point here";

    private AlertmanagerWebhook() {}

    /**
     * @param receivedAt publication time of every alert: Alertmanager sends none
     * @throws InvalidSignalException naming every alert that cannot be mapped
     */
    public static Payload read(byte[] body, Instant receivedAt) {
        JsonFields notification = JsonFields.of(StrictJson.read(body), "");
        if (!VERSION.equals(notification.text("version"))) {
            throw notification.wrong(
                    "version",
                    "Expected version \"4\" of Alertmanager's webhook, but got " + notification.text("version"),
                    POINT_HERE);
        }
        JsonNode alerts = notification.array("alerts");
        if (alerts == null || alerts.isEmpty()) {
            throw notification.missing("alerts", "at least one alert", POINT_HERE);
        }
        int truncated = truncatedAlerts(notification);
        String source = source(notification);
        Instant received = receivedAt.truncatedTo(ChronoUnit.MILLIS);
        return Payload.ofEach(
                alerts,
                truncated,
                (alert, i) -> alert(JsonFields.of(alert, "/alerts/" + i), source, received, truncated));
    }

    private static AlertReceived alert(JsonFields alert, String source, Instant receivedAt, int truncated) {
        Map<String, String> labels = alert.texts("labels");
        SignalState state = alert.choice("status", SignalState.class, null);
        Instant startsAt = alert.time("startsAt");
        String fingerprint = alert.required("fingerprint", "Use Alertmanager 0.20 or newer");
        if (startsAt == null) {
            throw alert.missing("startsAt", "a time", "Send alerts as Alertmanager does");
        }
        TargetRef target = target(alert, labels);
        return AlertReceived.newBuilder()
                .setId(EventIds.of(
                        "alertmanager", fingerprint, startsAt.toString(), state.name(), receivedAt.toString()))
                .setGroup(target.group())
                .setTarget(target.target())
                .setName(name(alert, labels))
                .setState(state)
                .setSeverity(labels.getOrDefault("severity", "warning"))
                .setFingerprint(fingerprint)
                .setStartsAt(startsAt)
                .setEndsAt(state == SignalState.RESOLVED ? alert.time("endsAt") : null)
                .setObservedAt(receivedAt)
                .setSource(source)
                .setLabels(labels)
                .setAnnotations(alert.texts("annotations"))
                .setGeneratorUrl(alert.text("generatorURL"))
                .setTruncatedAlerts(truncated)
                .build();
    }

    private static TargetRef target(JsonFields alert, Map<String, String> labels) {
        String service = first(labels, SERVICE);
        if (service == null) {
            throw alert.wrong(
                    "labels",
                    "Expected one of the labels " + String.join(", ", SERVICE)
                            + " to name the service, but the labels are " + labels.keySet(),
                    "Add the label 'service' in the alerting rule or by relabelling");
        }
        String group = first(labels, GROUP);
        return new TargetRef(group == null ? TargetRef.DEFAULT_GROUP : group, service, first(labels, INSTANCE));
    }

    private static String name(JsonFields alert, Map<String, String> labels) {
        String name = labels.get("alertname");
        if (name == null || name.isEmpty()) {
            throw alert.wrong(
                    "labels",
                    "Expected the label alertname, but the labels are " + labels.keySet(),
                    "Send alerts as Alertmanager does");
        }
        return name;
    }

    /** The first label that gives a usable name; instances are often URLs, so what a name cannot hold becomes _. */
    private static @Nullable String first(Map<String, String> labels, List<String> names) {
        for (String name : names) {
            String value = labels.getOrDefault(name, "")
                    .replaceAll("[^A-Za-z0-9._:@-]", "_")
                    .replaceFirst("^[^A-Za-z0-9]+", "");
            if (!value.isEmpty()) {
                return value.substring(0, Math.min(value.length(), 200));
            }
        }
        return null;
    }

    private static int truncatedAlerts(JsonFields notification) {
        Double truncated = notification.number("truncatedAlerts");
        return truncated == null ? 0 : truncated.intValue();
    }

    private static String source(JsonFields notification) {
        String url = notification.text("externalURL", "alertmanager");
        return url.length() <= SignalLimits.MAX_NAME ? url : "alertmanager";
    }
}
