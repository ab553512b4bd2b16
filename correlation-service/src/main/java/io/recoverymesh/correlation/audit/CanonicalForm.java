package io.recoverymesh.correlation.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one text of a record, whichever schema version reads it: JSON as in RFC 8785 (keys sorted, no white space), without
 * the fields that hold their default, with times in epoch milliseconds, and one of several records as
 * {@code {"Name": {…}}}.
 */
public final class CanonicalForm {
    private static final Map<Schema, List<Slot>> SLOTS = new ConcurrentHashMap<>();

    private static final Map<Schema, Boolean> NAMED = new ConcurrentHashMap<>();

    private final StringBuilder out = new StringBuilder(512);

    private CanonicalForm() {}

    /** The text. */
    public static String of(IndexedRecord record) {
        CanonicalForm form = new CanonicalForm();
        form.record(record);
        return form.out.toString();
    }

    private void record(IndexedRecord record) {
        out.append('{');
        boolean first = true;
        for (Slot slot : slots(record.getSchema())) {
            int start = out.length();
            if (!first) {
                out.append(',');
            }
            out.append('"').append(slot.name()).append("\":");
            int value = out.length();
            write(slot.schema(), record.get(slot.position()));
            if (slot.isAbsent(out, value)) {
                out.setLength(start);
            } else {
                first = false;
            }
        }
        out.append('}');
    }

    private void write(Schema schema, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case IndexedRecord nested -> nested(schema, nested);
            case Map<?, ?> map -> map(elements(schema), map);
            case Iterable<?> items -> array(elements(schema), items);
            case Instant time -> out.append(time.toEpochMilli());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Number number -> JsonText.number(out, number.doubleValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case ByteBuffer bytes -> JsonText.string(out, hex(bytes));
            default -> JsonText.string(out, value.toString());
        }
    }

    private void nested(Schema schema, IndexedRecord nested) {
        if (!schema.isUnion() || !NAMED.computeIfAbsent(schema, CanonicalForm::hasSeveralRecords)) {
            record(nested);
            return;
        }
        out.append('{');
        JsonText.string(out, nested.getSchema().getName());
        out.append(':');
        record(nested);
        out.append('}');
    }

    private static boolean hasSeveralRecords(Schema union) {
        return union.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.RECORD)
                        .count()
                > 1;
    }

    private void map(Schema values, Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.append(separator);
            JsonText.string(out, entry.getKey());
            out.append(':');
            write(values, entry.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(Schema items, Iterable<?> values) {
        out.append('[');
        String separator = "";
        for (Object value : values) {
            out.append(separator);
            write(items, value);
            separator = ",";
        }
        out.append(']');
    }

    /** Of an array or a map, also where it is one branch of a union. */
    private static Schema elements(Schema schema) {
        return switch (schema.getType()) {
            case ARRAY -> schema.getElementType();
            case MAP -> schema.getValueType();
            case UNION ->
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() == Schema.Type.ARRAY || branch.getType() == Schema.Type.MAP)
                        .map(CanonicalForm::elements)
                        .findFirst()
                        .orElseThrow();
            default -> throw new IllegalArgumentException("Expected an array or a map, but got " + schema.getType());
        };
    }

    private static List<Slot> slots(Schema schema) {
        List<Slot> known = SLOTS.get(schema);
        if (known != null) {
            return known;
        }
        List<Slot> slots = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            slots.add(new Slot(field.name(), field.pos(), field.schema(), defaultText(field)));
        }
        slots.sort(Comparator.comparing(Slot::name));
        SLOTS.put(schema, slots);
        return slots;
    }

    private static @Nullable String defaultText(Schema.Field field) {
        if (!field.hasDefaultValue()) {
            return null;
        }
        CanonicalForm form = new CanonicalForm();
        form.write(field.schema(), GenericData.get().getDefaultValue(field));
        return form.out.toString();
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    /** @param defaultText null where the field has no default */
    private record Slot(
            String name,
            int position,
            Schema schema,
            @Nullable String defaultText) {
        boolean isAbsent(StringBuilder text, int from) {
            return defaultText != null
                    && text.length() - from == defaultText.length()
                    && text.indexOf(defaultText, from) == from;
        }
    }
}
