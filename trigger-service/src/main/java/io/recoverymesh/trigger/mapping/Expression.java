package io.recoverymesh.trigger.mapping;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One CEL expression of a rule, compiled and type-checked. Thread-safe. */
sealed interface Expression {
    /** {@code labels.x}, {@code labels['x']}: by far the most frequent, so that it is no more than a lookup. */
    Pattern LABEL =
            Pattern.compile("\\s*labels(?:\\.([A-Za-z_][A-Za-z0-9_]*)|\\[(?:'([^'\\\\]+)'|\"([^\"\\\\]+)\")])\\s*");

    /** A text; empty where it says that there is none; null where it has nothing to say, as the label is not there. */
    @Nullable
    String text(Map<String, String> labels, Supplier<Map<String, Object>> variables);

    /** @throws MappingException when it is no CEL, or not a text */
    static Expression text(String written) {
        Computed computed = new Computed(Cel.text(written));
        Matcher label = LABEL.matcher(written);
        if (!label.matches()) {
            return computed;
        }
        for (int i = 1; i <= label.groupCount(); i++) {
            if (label.group(i) != null) {
                return new Label(label.group(i));
            }
        }
        return computed;
    }

    /** The value of a label; an empty one is an absent one. */
    record Label(String name) implements Expression {
        @Override
        public @Nullable String text(Map<String, String> labels, Supplier<Map<String, Object>> variables) {
            String value = labels.get(name);
            return value == null || value.isEmpty() ? null : value;
        }
    }

    /** Anything else. */
    record Computed(CelRuntime.Program program) implements Expression {
        @Override
        public @Nullable String text(Map<String, String> labels, Supplier<Map<String, Object>> variables) {
            Object value = valueOf(program, variables.get());
            return value instanceof String || value instanceof Number || value instanceof Boolean
                    ? value.toString()
                    : null;
        }
    }

    /** Whether a condition holds; what cannot be decided does not. */
    static boolean holds(CelRuntime.Program condition, Map<String, Object> variables) {
        return Boolean.TRUE.equals(valueOf(condition, variables));
    }

    private static @Nullable Object valueOf(CelRuntime.Program program, Map<String, Object> variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            return null;
        }
    }
}
