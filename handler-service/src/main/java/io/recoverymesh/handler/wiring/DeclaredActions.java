package io.recoverymesh.handler.wiring;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The programs declared under {@code handler.exec.actions}, exactly as written: Micronaut would take the <code>${name}</code>
 * of an argument for a setting. So they come from files, never from environment variables.
 */
final class DeclaredActions {
    private static final String NAME = "handler.exec.actions";

    private DeclaredActions() {}

    static Map<String, @Nullable Object> of(Environment environment) {
        Map<String, @Nullable Object> actions = new LinkedHashMap<>();
        List<PropertySource> sources = environment.getPropertySources().stream()
                .sorted(Comparator.comparingInt(PropertySource::getOrder))
                .toList();
        for (PropertySource source : sources) {
            for (String name : source) {
                put(actions, name, source.get(name));
            }
        }
        return actions;
    }

    private static void put(Map<String, @Nullable Object> actions, String name, @Nullable Object value) {
        if (name.equals(NAME) && value instanceof Map<?, ?> all) {
            all.forEach((action, fields) -> put(actions, NAME + "." + action, fields));
        } else if (name.startsWith(NAME + ".")) {
            put(actions, List.of(name.substring(NAME.length() + 1).split("\\.")), value);
        }
    }

    private static void put(Map<String, @Nullable Object> into, List<String> path, @Nullable Object value) {
        if (path.size() == 1) {
            into.put(path.getFirst(), value);
            return;
        }
        Map<String, @Nullable Object> inner = new LinkedHashMap<>();
        if (into.get(path.getFirst()) instanceof Map<?, ?> existing) {
            existing.forEach((name, field) -> inner.put(String.valueOf(name), field));
        }
        put(inner, path.subList(1, path.size()), value);
        into.put(path.getFirst(), inner);
    }
}
