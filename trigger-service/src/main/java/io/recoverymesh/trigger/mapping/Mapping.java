package io.recoverymesh.trigger.mapping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rules in order: for each field the first one that says something decides. Immutable, thread-safe. */
public final class Mapping {
    private final List<Rule> rules;
    private final Map<Format, List<Rule>> byFormat = new EnumMap<>(Format.class);

    Mapping(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (Format format : Format.values()) {
            byFormat.put(
                    format,
                    rules.stream().filter(rule -> rule.from().contains(format)).toList());
        }
    }

    /** The presets alone: what holds where nothing is configured. */
    public static Mapping presets() {
        return OfPresets.MAPPING;
    }

    /** Made once, when somebody asks. */
    private static final class OfPresets {
        static final Mapping MAPPING = new Mapping(Presets.rules(Presets.NAMES));
    }

    /** How many rules there are, those of the presets included. */
    public int size() {
        return rules.size();
    }

    public Mapped apply(ForeignSignal signal) {
        Mapped mapped = new Mapped();
        Variables variables = new Variables(signal);
        for (Rule rule : byFormat.getOrDefault(signal.format(), List.of())) {
            if (!rule.concerns(signal.format(), variables)) {
                continue;
            }
            for (Field field : rule.fields().keySet()) {
                String text = mapped.isDecided(field) ? null : rule.text(field, signal.labels(), variables);
                if (text != null && isUsable(field, text)) {
                    mapped.decide(field, text);
                }
            }
        }
        return mapped;
    }

    /** Labels that could have given a field: what to add where it is missing. */
    public List<String> labelsFor(Format format, Field field) {
        Set<String> names = new TreeSet<>();
        List<String> ordered = new ArrayList<>();
        for (Rule rule : byFormat.getOrDefault(format, List.of())) {
            for (Expression expression : rule.fields().getOrDefault(field, List.of())) {
                if (rule.when() == null && expression instanceof Expression.Label label && names.add(label.name())) {
                    ordered.add(label.name());
                }
            }
        }
        return ordered;
    }

    /** A name of which nothing is left is none; an empty text says so on purpose. */
    private static boolean isUsable(Field field, String text) {
        return switch (field) {
            case TARGET, SERVICE, INSTANCE, GROUP ->
                text.isEmpty() || !Names.usable(text).isEmpty();
            case SEVERITY, NAME, KIND, STATE -> true;
        };
    }

    /** Made when the first expression needs them. */
    private static final class Variables implements Supplier<Map<String, Object>> {
        private final ForeignSignal signal;
        private @Nullable Map<String, Object> values;

        Variables(ForeignSignal signal) {
            this.signal = signal;
        }

        @Override
        public Map<String, Object> get() {
            Map<String, Object> made = values;
            if (made == null) {
                made = HashMap.newHashMap(4);
                made.put("format", signal.format().word());
                made.put("labels", signal.labels());
                made.put("annotations", signal.annotations());
                made.put("event", EventValues.of(signal.event()));
                values = made;
            }
            return made;
        }
    }
}
