package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.schemas.SignalState;
import io.recoverymesh.trigger.mapping.ForeignSignal;
import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.signal.SignalLimits;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Version 4 of Alertmanager's webhook, and Grafana's, which is like it: one alert for each alert of a notification. */
final class AlertNotification {
    private static final Set<String> KNOWN =
            Set.of("status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint");

    private final Format format;
    private final Envelope envelope;
    private final String source;
    private final int truncated;

    private AlertNotification(Format format, Envelope envelope, String source, int truncated) {
        this.format = format;
        this.envelope = envelope;
        this.source = source;
        this.truncated = truncated;
    }

    static void read(JsonFields notification, Format format, Envelope envelope, Batch batch) {
        checkVersion(notification, format);
        JsonNode alerts = notification.array("alerts");
        if (alerts == null || alerts.isEmpty()) {
            throw notification.missing("alerts", "at least one alert", pointHere(format));
        }
        Double truncated = notification.number("truncatedAlerts");
        AlertNotification reader = new AlertNotification(
                format, envelope, source(notification, format), truncated == null ? 0 : truncated.intValue());
        batch.truncated(reader.truncated);
        for (int i = 0; i < alerts.size() && !batch.isHopeless(); i++) {
            JsonNode alert = alerts.get(i);
            String pointer = notification.pointer() + "/alerts/" + i;
            batch.add(i, () -> reader.alert(JsonFields.of(alert, pointer), batch));
        }
    }

    private SpecificRecord alert(JsonFields alert, Batch batch) {
        Map<String, String> labels = alert.texts("labels");
        Map<String, String> annotations = annotations(alert);
        SignalState state = alert.choice("status", SignalState.class, null);
        String fingerprint = alert.required("fingerprint", "Use Alertmanager 0.20 or newer");
        Instant startsAt = alert.time("startsAt");
        if (startsAt == null) {
            throw alert.missing("startsAt", "a time", "Send alerts as Alertmanager does");
        }
        Instant endsAt = state == SignalState.RESOLVED ? alert.time("endsAt") : null;
        Instant received = envelope.receivedAt();
        return new Translation(alert, new ForeignSignal(format, labels, annotations, alert.node()), batch.mapping())
                .put(
                        "id",
                        EventIds.of(format.word(), fingerprint, startsAt.toString(), state.name(), received.toString()))
                .put("source", source)
                .put("state", state.name())
                .put("fingerprint", fingerprint)
                .put("startsAt", startsAt.toString())
                .put("endsAt", endsAt == null ? null : endsAt.toString())
                .put("observedAt", received.toString())
                .put("annotations", annotations)
                .put("generatorUrl", alert.text("generatorURL"))
                .put("truncatedAlerts", (double) truncated)
                .read("alert", "labels", envelope);
    }

    /** With them what only Grafana sends: links, and the values of the queries. */
    private static Map<String, String> annotations(JsonFields alert) {
        Map<String, String> annotations = alert.texts("annotations");
        alert.others(KNOWN).forEach((name, value) -> {
            if (!value.isEmpty()) {
                annotations.putIfAbsent(name, value);
            }
        });
        if (alert.has("values")) {
            alert.texts("values").forEach((name, value) -> annotations.putIfAbsent("values." + name, value));
        }
        return annotations;
    }

    private static void checkVersion(JsonFields notification, Format format) {
        String expected = format == Format.GRAFANA ? "1" : "4";
        String version = notification.text("version");
        if (!expected.equals(version)) {
            throw notification.wrong(
                    "version",
                    "Expected version \"" + expected + "\" of the webhook of " + format.word() + ", but got "
                            + (version == null || version.length() > 20 ? "another" : version),
                    pointHere(format));
        }
    }

    private static String pointHere(Format format) {
        return format == Format.GRAFANA
                ? "Let a contact point of type Webhook point here, without a custom payload"
                : "Let an Alertmanager webhook_config point here";
    }

    private static String source(JsonFields notification, Format format) {
        String url = notification.text("externalURL", format.word());
        return url.length() <= SignalLimits.MAX_NAME ? url : format.word();
    }
}
