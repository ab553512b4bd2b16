package io.recoverymesh.handler.sdk;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Derives the JSON Schema (draft-07) of arguments from the record that takes them. */
final class RecordSchema {
    private static final int MAX_DEPTH = 8;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordSchema() {}

    /** @throws InvalidHandlerException naming the component whose type cannot be described */
    static String of(Class<?> record) {
        return object(record, 0).toString();
    }

    private static ObjectNode object(Class<?> record, int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidHandlerException("Expected arguments at most " + MAX_DEPTH + " records deep, but "
                    + record.getName() + " is deeper. Flatten it.");
        }
        ObjectNode schema = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            ObjectNode described = type(component.getGenericType(), component, depth);
            limit(described, component);
            properties.set(component.getName(), described);
            if (!isOptional(component)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static boolean isOptional(RecordComponent component) {
        Argument argument = component.getAnnotation(Argument.class);
        return component.getType() == Optional.class
                || (argument != null && argument.optional())
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode type(Type type, RecordComponent component, int depth) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, component, depth);
        }
        if (!(type instanceof Class<?> plain)) {
            throw unsupported(type, component);
        }
        if (plain == String.class) {
            return simple("string").put("maxLength", 4096);
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return simple("integer");
        }
        if (plain == double.class || plain == Double.class) {
            return simple("number");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return simple("boolean");
        }
        if (plain == Duration.class) {
            return simple("string")
                    .put("pattern", "^(?:P.+|[0-9]+(?:ms|s|m|h|d))$")
                    .put("description", "a duration: 30s, 5m, or ISO 8601, PT30S");
        }
        if (plain == Instant.class) {
            return simple("string").put("format", "date-time");
        }
        if (plain.isEnum()) {
            ObjectNode schema = simple("string");
            ArrayNode names = schema.putArray("enum");
            for (Object constant : plain.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return schema;
        }
        if (plain.isRecord()) {
            return object(plain, depth + 1);
        }
        throw unsupported(type, component);
    }

    private static ObjectNode generic(ParameterizedType type, RecordComponent component, int depth) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return type(arguments[0], component, depth);
        }
        if (type.getRawType() == List.class) {
            ObjectNode schema = simple("array").put("maxItems", 1000);
            schema.set("items", type(arguments[0], component, depth));
            return schema;
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            ObjectNode schema = simple("object");
            schema.set("additionalProperties", type(arguments[1], component, depth));
            return schema;
        }
        throw unsupported(type, component);
    }

    private static void limit(ObjectNode schema, RecordComponent component) {
        Argument argument = component.getAnnotation(Argument.class);
        if (argument == null) {
            return;
        }
        if (!argument.description().isEmpty()) {
            schema.put("description", argument.description());
        }
        if (!argument.pattern().isEmpty()) {
            schema.put("pattern", "^(?:" + compiled(argument.pattern(), component) + ")$");
        }
        if (argument.min() != Long.MIN_VALUE) {
            schema.put("minimum", argument.min());
        }
        if (argument.max() != Long.MAX_VALUE) {
            schema.put("maximum", argument.max());
        }
    }

    private static String compiled(String pattern, RecordComponent component) {
        try {
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw new InvalidHandlerException("Expected the pattern of component '" + component.getName() + "' of "
                    + component.getDeclaringRecord().getName() + " to be a regular expression, but '" + pattern
                    + "' is none: " + e.getDescription());
        }
    }

    private static ObjectNode simple(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static InvalidHandlerException unsupported(Type type, RecordComponent component) {
        return new InvalidHandlerException("Expected component '" + component.getName() + "' of "
                + component.getDeclaringRecord().getName()
                + " to be a String, int, long, double, boolean, Duration, Instant, enum, record, or an Optional, List"
                + " or Map<String, …> of these, but it is " + type.getTypeName());
    }
}
