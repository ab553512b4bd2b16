package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an object of a document that is already checked: every getter names its default. */
record Fields(JsonNode node) {
    Fields in(String name) {
        return new Fields(node.path(name));
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** @throws IllegalArgumentException when it is not there */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException("Expected the field '" + name + "', but it is missing");
        }
        return text;
    }

    @Nullable
    String text(String name) {
        return has(name) ? node.path(name).asText() : null;
    }

    String text(String name, String otherwise) {
        return has(name) ? node.path(name).asText() : otherwise;
    }

    @Nullable
    Duration duration(String name) {
        return has(name) ? Durations.parse(node.path(name).asText()) : null;
    }

    Duration duration(String name, Duration otherwise) {
        return has(name) ? Durations.parse(node.path(name).asText()) : otherwise;
    }

    int count(String name, int otherwise) {
        return has(name) ? node.path(name).asInt() : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? node.path(name).asBoolean() : otherwise;
    }

    /** {@code 40%}. */
    int percent(String name, int otherwise) {
        return has(name) ? Integer.parseInt(node.path(name).asText().replace("%", "")) : otherwise;
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        return has(name) ? Enum.valueOf(type, node.path(name).asText().toUpperCase(Locale.ROOT)) : otherwise;
    }

    /** A text or a list of texts; empty where it is silent. */
    List<String> texts(String name) {
        return node.path(name).isTextual() ? List.of(node.path(name).asText()) : each(name, f -> f.node.asText());
    }

    <T> List<T> each(String name, Function<Fields, T> read) {
        List<T> items = new ArrayList<>();
        if (node.path(name).isArray()) {
            node.path(name).forEach(item -> items.add(read.apply(new Fields(item))));
        }
        return items;
    }

    Map<String, String> textByName(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.path(name)
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }
}
