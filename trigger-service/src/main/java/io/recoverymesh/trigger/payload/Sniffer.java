package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.trigger.mapping.Format;

/** Tells formats apart by fields that only they have. */
final class Sniffer {
    private Sniffer() {}

    static Format formatOf(JsonNode document) {
        if (document.has("specversion")) {
            return Format.CLOUDEVENTS;
        }
        if (document.path("alerts").isArray() || document.has("groupKey")) {
            return document.has("orgId") || document.path("version").asText().equals("1")
                    ? Format.GRAFANA
                    : Format.ALERTMANAGER;
        }
        if (document.has("resourceLogs") || isLogRecord(document)) {
            return Format.OTEL;
        }
        return isKubernetes(document) ? Format.KUBERNETES : Format.PLAIN;
    }

    private static boolean isLogRecord(JsonNode document) {
        return document.has("timeUnixNano")
                || document.has("observedTimeUnixNano")
                || (document.has("severityNumber")
                        && document.path("attributes").isArray());
    }

    private static boolean isKubernetes(JsonNode document) {
        return KubernetesEvent.isEvent(document)
                || KubernetesEvent.isEvent(document.path("object"))
                || KubernetesEvent.isEvent(document.path("event"));
    }
}
