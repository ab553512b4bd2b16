package io.recoverymesh.trigger.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The rules that are there without any configuration: files in the language of all rules, beside this class's resources. */
final class Presets {
    /** In the order in which they are asked. */
    static final List<String> NAMES = List.of("kubernetes", "prometheus", "grafana", "otel");

    private static final Map<String, List<Rule>> READ = new ConcurrentHashMap<>();

    private Presets() {}

    static List<Rule> rules(List<String> names) {
        List<Rule> rules = new ArrayList<>();
        NAMES.stream().filter(names::contains).forEach(name -> rules.addAll(READ.computeIfAbsent(name, Presets::read)));
        return rules;
    }

    private static List<Rule> read(String name) {
        String resource = "/mapping/" + name + ".yaml";
        try (InputStream stream = Presets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the resource " + resource);
            }
            String yaml = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            MappingDraft draft = MappingDraft.of(resource, yaml);
            if (!draft.problems().isEmpty()) {
                throw new IllegalStateException("Expected valid presets, but " + draft.problems());
            }
            return draft.rules();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
