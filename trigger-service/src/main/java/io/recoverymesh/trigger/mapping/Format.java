package io.recoverymesh.trigger.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a payload can be. */
public enum Format {
    ALERTMANAGER,
    GRAFANA,
    KUBERNETES,
    OTEL,
    CLOUDEVENTS,
    PLAIN;

    /** The formats that rules may name: all that do not name their target in our words. */
    static final List<String> WORDS = Arrays.stream(values())
            .filter(format -> format != PLAIN)
            .map(Format::word)
            .toList();

    /** As written in rules and shown in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
