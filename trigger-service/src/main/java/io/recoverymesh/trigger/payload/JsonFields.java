package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One JSON object of a sender and where it stands, so that every problem says where. */
final class JsonFields {
    private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

    private final JsonNode node;
    private final String pointer;

    private JsonFields(JsonNode node, String pointer) {
        this.node = node;
        this.pointer = pointer;
    }

    static JsonFields of(JsonNode node, String pointer) {
        if (!node.isObject()) {
            throw new InvalidSignalException(
                    pointer, "Expected a JSON object, but got " + kindOf(node), "Send {\"…\": …}");
        }
        return new JsonFields(node, pointer);
    }

    JsonNode node() {
        return node;
    }

    String pointer() {
        return pointer;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonFields in(String name, String mend) {
        if (!has(name)) {
            throw missing(name, "an object", mend);
        }
        return of(node.get(name), pointer + "/" + name);
    }

    /** Text, number or truth value as text; null where it is absent. */
    @Nullable
    String text(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw new InvalidSignalException(
                    pointer + "/" + name, "Expected text, but got " + kindOf(value), "Send one value");
        }
        return value.asText();
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    String required(String name, String mend) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw missing(name, "text", mend);
        }
        return value;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, @Nullable E otherwise) {
        String value = otherwise == null ? required(name, "Say which: " + namesOf(type)) : text(name);
        if (value == null) {
            return Objects.requireNonNull(otherwise);
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new InvalidSignalException(
                pointer + "/" + name,
                "Expected one of " + namesOf(type) + ", but got '" + shortened(value) + "'",
                "Use one of these words");
    }

    @Nullable
    Double number(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw new InvalidSignalException(
                    pointer + "/" + name, "Expected a number, but got " + kindOf(value), "Send it without quotes");
        }
        return value.doubleValue();
    }

    /** RFC 3339, to the millisecond; null where it is absent. */
    @Nullable
    Instant time(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (time.isAfter(LATEST)) {
                throw new DateTimeException("beyond the year 9999");
            }
            return time.isBefore(EARLIEST) ? EARLIEST : time;
        } catch (DateTimeException e) {
            throw new InvalidSignalException(
                    pointer + "/" + name,
                    "Expected a time such as 2026-01-31T12:00:00Z, but got '" + shortened(value) + "'",
                    "Write it as RFC 3339, with its offset");
        }
    }

    /** A map of texts; empty where it is absent. */
    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        if (has(name)) {
            JsonFields inner = of(node.get(name), pointer + "/" + name);
            inner.node.fieldNames().forEachRemaining(key -> {
                String value = inner.text(key);
                if (value != null) {
                    texts.put(key, value);
                }
            });
        }
        return texts;
    }

    /** Values that no field of ours stands for, by name. */
    Map<String, String> others(Set<String> known) {
        Map<String, String> others = new TreeMap<>();
        node.properties().forEach(field -> {
            if (!known.contains(field.getKey())
                    && field.getValue().isValueNode()
                    && !field.getValue().isNull()) {
                others.put(field.getKey(), field.getValue().asText());
            }
        });
        return others;
    }

    /** The elements of an array; none where it is absent. */
    List<JsonFields> objects(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name, "Expected an array, but got " + kindOf(value), "Send [{\"…\": …}]");
        }
        List<JsonFields> objects = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            objects.add(of(value.get(i), pointer + "/" + name + "/" + i));
        }
        return objects;
    }

    @Nullable
    JsonNode array(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isArray() ? value : null;
    }

    InvalidSignalException missing(String name, String what, String mend) {
        return new InvalidSignalException(
                pointer + "/" + name, "Expected " + what + " in '" + name + "', but it is missing", mend);
    }

    InvalidSignalException wrong(String name, String message, String mend) {
        return new InvalidSignalException(pointer + (name.isEmpty() ? "" : "/" + name), message, mend);
    }

    static String kindOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "the text '" + shortened(node.asText()) + "'";
            case NUMBER -> "the number " + shortened(node.asText());
            case BOOLEAN -> node.asText();
            case NULL, MISSING -> "nothing";
        };
    }

    private static <E extends Enum<E>> String namesOf(Class<E> type) {
        return String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }

    static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
