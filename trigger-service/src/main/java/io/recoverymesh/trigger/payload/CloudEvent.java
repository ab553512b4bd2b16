package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.trigger.mapping.ForeignSignal;
import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.mapping.Mapped;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CloudEvent 1.0 around a signal of any format: its attributes stand for what the data leave out; its extensions are labels. */
final class CloudEvent {
    private static final Set<String> CORE = Set.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "dataschema",
            "data",
            "data_base64");
    private static final String AS_JSON = "Put the signal into data, as JSON";

    private final JsonFields event;
    private final Batch batch;

    private CloudEvent(JsonFields event, Batch batch) {
        this.event = event;
        this.batch = batch;
    }

    static void readStructured(JsonFields event, Envelope envelope, Batch batch) {
        CloudEvent read = new CloudEvent(event, batch);
        Envelope inner = read.envelope(envelope);
        if (event.has("data_base64")) {
            read.data(read.decoded(), event.pointer() + "/data_base64", inner);
        } else if (event.has("data")) {
            read.data(event.node().get("data"), event.pointer() + "/data", inner);
        } else {
            throw event.missing("data", "a signal", AS_JSON);
        }
    }

    static void readBinary(Map<String, String> attributes, JsonNode data, Envelope envelope, Batch batch) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes.forEach(event::put);
        CloudEvent read = new CloudEvent(JsonFields.of(event, ""), batch);
        batch.is(Format.CLOUDEVENTS);
        read.data(data, "", read.envelope(envelope));
    }

    private Envelope envelope(Envelope outer) {
        String version = event.text("specversion");
        if (version == null || !version.startsWith("1.")) {
            throw event.wrong(
                    "specversion",
                    "Expected specversion 1.0, but got "
                            + (version == null || version.length() > 20 ? "another" : version),
                    "Send CloudEvents 1.0");
        }
        String id = event.required("id", "CloudEvents need an id, unique for their source");
        String source = event.required("source", "CloudEvents need a source");
        String kind = kindOf(event.required("type", "CloudEvents need a type"));
        Instant time = event.time("time");
        String subject = event.text("subject");
        return new Envelope(
                kind == null ? outer.kind() : kind,
                id,
                source,
                subject == null || subject.isEmpty() ? outer.target() : subject,
                time == null ? outer.receivedAt() : time,
                event.others(CORE));
    }

    private void data(JsonNode node, String pointer, Envelope inner) {
        String type = event.text("datacontenttype", "application/json").toLowerCase(Locale.ROOT);
        if (!type.contains("json")) {
            throw event.wrong(
                    "datacontenttype", "Expected data as JSON, but got " + JsonFields.shortened(type), AS_JSON);
        }
        JsonNode content = node.isTextual()
                        && !node.asText().isEmpty()
                        && "{[".indexOf(node.asText().charAt(0)) >= 0
                ? StrictJson.read(node.asText().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : node;
        JsonFields data = JsonFields.of(content, pointer);
        Format format = Sniffer.formatOf(content);
        JsonFields mapped = format == Format.PLAIN ? mapped(data, inner) : data;
        PayloadReader.read(format, mapped, inner, batch);
    }

    /** What rules for CloudEvents give stands over what the data say. */
    private JsonFields mapped(JsonFields data, Envelope inner) {
        Map<String, String> labels = new TreeMap<>(event.others(Set.of("data", "data_base64")));
        labels.putAll(data.others(Set.of()));
        if (data.node().path("labels").isObject()) {
            labels.putAll(data.texts("labels"));
        }
        Mapped mapped = batch.mapping()
                .apply(new ForeignSignal(Format.CLOUDEVENTS, labels, new HashMap<>(), whole(data.node())));
        ObjectNode plain = data.node().deepCopy();
        Translation.overlay(plain, mapped, inner.kind() == null ? "" : inner.kind());
        return JsonFields.of(plain, data.pointer());
    }

    private JsonNode whole(JsonNode data) {
        ObjectNode whole = event.node().deepCopy();
        whole.remove("data_base64");
        whole.set("data", data);
        return whole;
    }

    private JsonNode decoded() {
        try {
            return StrictJson.read(Base64.getDecoder().decode(event.required("data_base64", AS_JSON)));
        } catch (IllegalArgumentException e) {
            throw event.wrong("data_base64", "Expected base64, but " + e.getMessage(), AS_JSON);
        }
    }

    private static @Nullable String kindOf(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return Stream.of("health", "anomaly", "alert")
                .filter(lower::contains)
                .findFirst()
                .orElse(null);
    }
}
