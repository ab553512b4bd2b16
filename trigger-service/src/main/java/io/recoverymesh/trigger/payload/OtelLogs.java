package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OTLP/JSON logs, or one log record alone: one anomaly for each record. */
final class OtelLogs {
    private final Envelope envelope;
    private final Batch batch;
    private int index;

    private OtelLogs(Envelope envelope, Batch batch) {
        this.envelope = envelope;
        this.batch = batch;
    }

    static void read(JsonFields document, Envelope envelope, Batch batch) {
        OtelLogs logs = new OtelLogs(envelope, batch);
        if (!document.has("resourceLogs")) {
            batch.add(null, () -> OtelRecord.read(document, Map.of(), envelope, batch.mapping()));
            return;
        }
        for (JsonFields resource : document.objects("resourceLogs")) {
            logs.resource(resource);
        }
    }

    private void resource(JsonFields resource) {
        Map<String, String> shared = new TreeMap<>();
        if (resource.has("resource")) {
            shared.putAll(attributes(resource.in("resource", "Send logs as OTLP/JSON")));
        }
        for (JsonFields scope : resource.objects("scopeLogs")) {
            for (JsonFields record : scope.objects("logRecords")) {
                if (batch.isHopeless()) {
                    return;
                }
                Envelope own = envelope.element(index);
                batch.add(index++, () -> OtelRecord.read(record, shared, own, batch.mapping()));
            }
        }
    }

    /** Attributes as texts; lists and maps as their JSON. */
    static Map<String, String> attributes(JsonFields of) {
        Map<String, String> texts = new TreeMap<>();
        List<JsonFields> attributes = of.objects("attributes");
        for (JsonFields attribute : attributes) {
            String key = attribute.required("key", "Send attributes as OTLP/JSON: {\"key\": …, \"value\": {…}}");
            JsonNode value = attribute.node().path("value");
            texts.put(key, text(value));
        }
        return texts;
    }

    /** The one member of an AnyValue: stringValue, intValue, … */
    static String text(JsonNode anyValue) {
        if (anyValue.isValueNode()) {
            return anyValue.isNull() ? "" : anyValue.asText();
        }
        for (JsonNode value : anyValue) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
        return "";
    }
}
