package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.trigger.mapping.ForeignSignal;
import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.mapping.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One OpenTelemetry log record that reports an anomaly; attributes of its resource and its own are labels. */
final class OtelRecord {
    private static final long LATEST_SECOND = 253_402_214_400L;
    private static final List<String> SEVERITIES = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

    private OtelRecord() {}

    static SpecificRecord read(JsonFields record, Map<String, String> resource, Envelope envelope, Mapping mapping) {
        Map<String, String> labels = new TreeMap<>(resource);
        labels.putAll(OtelLogs.attributes(record));
        label(labels, "event.name", record.text("eventName"));
        label(labels, "severity_text", record.text("severityText"));
        label(labels, "severity_number", severityNumber(record));
        label(labels, "trace_id", record.text("traceId"));
        label(labels, "span_id", record.text("spanId"));
        Instant written = time(record);
        Instant time = written == null ? envelope.receivedAt() : written;
        return new Translation(record, new ForeignSignal(Format.OTEL, labels, Map.of(), record.node()), mapping)
                .put("id", id(labels, record, time, envelope))
                .put("source", envelope.source() == null ? "otel" : envelope.source())
                .put("score", number(record, labels, "score"))
                .put("value", number(record, labels, "value"))
                .put("threshold", number(record, labels, "threshold"))
                .put("reason", reason(record))
                .put("observedAt", time.toString())
                .read("anomaly", "attributes", envelope);
    }

    private static void label(Map<String, String> labels, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name, value);
        }
    }

    private static @Nullable String reason(JsonFields record) {
        String body = OtelLogs.text(record.node().path("body"));
        return body.isEmpty() ? null : body;
    }

    /** A number, or the name of the enumeration: SEVERITY_NUMBER_ERROR2. */
    private static @Nullable String severityNumber(JsonFields record) {
        String written = record.text("severityNumber");
        if (written == null || !written.startsWith("SEVERITY_NUMBER_")) {
            return written;
        }
        String word = written.substring("SEVERITY_NUMBER_".length());
        for (int i = 0; i < SEVERITIES.size(); i++) {
            String severity = SEVERITIES.get(i);
            if (word.matches(severity + "[234]?")) {
                int step = word.length() == severity.length() ? 0 : word.charAt(severity.length()) - '1';
                return Integer.toString(1 + 4 * i + step);
            }
        }
        return null;
    }

    private static @Nullable Double number(JsonFields record, Map<String, String> labels, String name) {
        String written = labels.getOrDefault("anomaly." + name, labels.get(name));
        if (written == null || written.isEmpty()) {
            return null;
        }
        try {
            double number = Double.parseDouble(written);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw record.wrong(
                "attributes",
                "Expected a number in the attribute " + name + ", but got '"
                        + written.substring(0, Math.min(80, written.length())) + "'",
                "Send it as doubleValue");
    }

    /** Nanoseconds since 1970, as a number or a text; null where both times are absent or 0. */
    private static @Nullable Instant time(JsonFields record) {
        for (String name : List.of("timeUnixNano", "observedTimeUnixNano")) {
            JsonNode nanos = record.node().path(name);
            if (nanos.isMissingNode() || nanos.isNull() || nanos.asText().equals("0")) {
                continue;
            }
            if (!nanos.asText().matches("[0-9]{1,20}")) {
                throw record.wrong(
                        name,
                        "Expected nanoseconds since 1970, but got " + JsonFields.kindOf(nanos),
                        "Write them as a whole number, in quotes");
            }
            long seconds = new java.math.BigInteger(nanos.asText())
                    .divide(java.math.BigInteger.valueOf(1_000_000_000L))
                    .longValueExact();
            long rest = Long.parseLong(lastDigits(nanos.asText()));
            return Instant.ofEpochSecond(Math.min(seconds, LATEST_SECOND), rest);
        }
        return null;
    }

    private static String lastDigits(String nanos) {
        return nanos.substring(Math.max(0, nanos.length() - 9));
    }

    private static String id(Map<String, String> labels, JsonFields record, Instant time, Envelope envelope) {
        String given = labels.getOrDefault("log.record.uid", "");
        if (!given.isEmpty()) {
            return given;
        }
        return envelope.id() != null
                ? envelope.id()
                : EventIds.of("otel", labels.toString(), String.valueOf(reason(record)), time.toString());
    }
}
