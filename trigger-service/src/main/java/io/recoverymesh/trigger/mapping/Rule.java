package io.recoverymesh.trigger.mapping;

import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One rule: for some formats, perhaps under a condition, where some fields come from.
 *
 * @param when null: always
 * @param fields the first expression that says something decides
 */
record Rule(Set<Format> from, CelRuntime.@Nullable Program when, Map<Field, List<Expression>> fields) {

    boolean concerns(Format format, Supplier<Map<String, Object>> variables) {
        return from.contains(format) && (when == null || Expression.holds(when, variables.get()));
    }

    @Nullable
    String text(Field field, Map<String, String> labels, Supplier<Map<String, Object>> variables) {
        for (Expression expression : fields.getOrDefault(field, List.of())) {
            String text = expression.text(labels, variables);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
