package io.recoverymesh.trigger.payload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.trigger.mapping.Field;
import io.recoverymesh.trigger.mapping.ForeignSignal;
import io.recoverymesh.trigger.mapping.Mapped;
import io.recoverymesh.trigger.mapping.Mapping;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A foreign signal on its way into the words of the plain format; the rules of the mapping give what it does not say itself. */
final class Translation {
    private final JsonFields from;
    private final ForeignSignal foreign;
    private final Mapping mapping;
    private final ObjectNode plain = JsonNodeFactory.instance.objectNode();

    /** @param from the element, for what is said about mistakes */
    Translation(JsonFields from, ForeignSignal foreign, Mapping mapping) {
        this.from = from;
        this.foreign = foreign;
        this.mapping = mapping;
    }

    Translation put(String name, @Nullable String value) {
        if (value != null) {
            plain.put(name, value);
        }
        return this;
    }

    Translation put(String name, @Nullable Double value) {
        if (value != null) {
            plain.put(name, value);
        }
        return this;
    }

    Translation put(String name, Map<String, String> values) {
        ObjectNode object = plain.putObject(name);
        values.forEach(object::put);
        return this;
    }

    /**
     * @param kind where no rule gives one
     * @param labels where the labels of the sender stand, for what is said about missing ones
     */
    SpecificRecord read(String kind, String labels, Envelope envelope) {
        Mapped mapped = mapping.apply(foreign);
        put("kind", kind);
        put("labels", foreign.labels());
        overlay(plain, mapped, kind);
        if (!plain.has("service")) {
            throw missing(labels, Field.SERVICE, "the service");
        }
        if (!plain.has("name")
                && !plain.has("metric")
                && !plain.path("kind").asText().equals("health")) {
            throw missing(labels, Field.NAME, "what is wrong");
        }
        adapt();
        return PlainSignal.read(JsonFields.of(plain, from.pointer()), envelope);
    }

    /** What rules give replaces what the sender says, in the words of the kind. */
    static void overlay(ObjectNode plain, Mapped mapped, String otherwise) {
        String kind = mapped.get(Field.KIND) == null ? plain.path("kind").asText(otherwise) : mapped.get(Field.KIND);
        for (Field field : Field.values()) {
            String value = mapped.get(field);
            if (value != null) {
                plain.put(wordOf(field, String.valueOf(kind)), value);
            }
        }
        if (mapped.get(Field.SERVICE) != null) {
            plain.remove("target");
        }
    }

    private static String wordOf(Field field, String kind) {
        if (field == Field.NAME && kind.equals("anomaly")) {
            return "metric";
        }
        return field == Field.STATE && kind.equals("health")
                ? "status"
                : field.name().toLowerCase(Locale.ROOT);
    }

    /** What a rule turned into another kind has what that kind needs. */
    private void adapt() {
        switch (plain.path("kind").asText()) {
            case "anomaly" -> {
                if (!plain.has("score")) {
                    plain.put("score", 1);
                }
            }
            case "health" -> {
                if (!plain.has("status")) {
                    plain.put("status", status(plain.path("state").asText("FIRING")));
                }
                plain.remove("state");
            }
            default -> {}
        }
    }

    private String status(String state) {
        return switch (state) {
            case "FIRING" -> plain.path("severity").asText().equals("critical") ? "DOWN" : "DEGRADED";
            case "RESOLVED" -> "UP";
            default -> state;
        };
    }

    private RuntimeException missing(String place, Field field, String what) {
        List<String> names = mapping.labelsFor(foreign.format(), field);
        String expected = names.isEmpty()
                ? "Expected a rule that names " + what
                : "Expected " + (names.size() == 1 ? "the label " : "one of the labels ") + String.join(", ", names)
                        + " to name " + what;
        return from.wrong(
                place,
                expected + ", but the labels are " + shown(foreign.labels()),
                names.isEmpty()
                        ? "Add a rule to the file that trigger.mapping names"
                        : "Add the label '" + names.getFirst()
                                + "' at the sender, or a rule to the file that trigger.mapping names");
    }

    private static String shown(Map<String, String> labels) {
        String names = labels.keySet().toString();
        return names.length() <= 300 ? names : names.substring(0, 300) + "…";
    }
}
