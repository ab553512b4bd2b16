package io.recoverymesh.handler.wiring;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings exactly as they are written: Micronaut would take the <code>${name}</code> in them for settings of its own. So
 * they come from files, never from environment variables.
 */
final class AsWritten {
    private AsWritten() {}

    /** All below a name; empty where there is nothing. */
    static Map<String, @Nullable Object> map(Environment environment, String name) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (PropertySource source : sources(environment)) {
            for (String property : source) {
                put(found, name, property, source.get(property));
            }
        }
        return found;
    }

    /** All below a name, with the rest of their names as they are, dots included. */
    static Map<String, Object> flat(Environment environment, String name) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (PropertySource source : sources(environment)) {
            for (String property : source) {
                Object value = source.get(property);
                if (property.startsWith(name + ".") && value != null) {
                    found.put(property.substring(name.length() + 1), value);
                }
            }
        }
        return found;
    }

    /** A list: the last one that was written; empty where there is none. */
    static List<@Nullable Object> list(Environment environment, String name) {
        List<@Nullable Object> found = new ArrayList<>();
        for (PropertySource source : sources(environment)) {
            if (source.get(name) instanceof List<?> list) {
                found.clear();
                found.addAll(list);
            }
        }
        return found;
    }

    private static List<PropertySource> sources(Environment environment) {
        return environment.getPropertySources().stream()
                .sorted(Comparator.comparingInt(PropertySource::getOrder))
                .toList();
    }

    private static void put(Map<String, @Nullable Object> into, String name, String property, @Nullable Object value) {
        if (property.equals(name) && value instanceof Map<?, ?> all) {
            all.forEach((key, fields) -> put(into, name, name + "." + key, fields));
        } else if (property.startsWith(name + ".")) {
            put(into, List.of(property.substring(name.length() + 1).split("\\.")), value);
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
