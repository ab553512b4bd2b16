package io.recoverymesh.common.policy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How an entry of {@code on} is written, and what it means where it is silent. */
final class TriggerForm {
    private static final Duration HEALTH_HOLD = Duration.ofSeconds(30);

    private TriggerForm() {}

    static Trigger read(Fields entry) {
        String source = entry.node().fieldNames().next();
        Fields fields = entry.in(source);
        return switch (source) {
            case "health" -> trigger(Trigger.Source.HEALTH, fields, "name", states(fields, "status", "DOWN"));
            case "alert" -> trigger(Trigger.Source.ALERT, fields, "name", Set.of("FIRING"));
            case "anomaly" -> trigger(Trigger.Source.ANOMALY, fields, "metric", Set.of("FIRING"));
            case "recovery" -> trigger(Trigger.Source.RECOVERY, fields, "name", states(fields, "outcome", "RECOVERED"));
            default ->
                throw new IllegalArgumentException(
                        "Expected health, alert, anomaly or recovery, but got '" + source + "'");
        };
    }

    private static Trigger trigger(Trigger.Source source, Fields fields, String nameField, Set<String> states) {
        Map<String, String> labels = new HashMap<>(fields.textByName("labels"));
        String name = fields.text(nameField);
        if (source == Trigger.Source.ALERT && (name == null || name.equals(labels.get("alertname")))) {
            name = labels.remove("alertname");
        }
        Duration hold = source == Trigger.Source.HEALTH ? HEALTH_HOLD : Duration.ZERO;
        return new Trigger(
                source,
                fields.text("group"),
                fields.text("service"),
                fields.text("instance"),
                name,
                states,
                fields.text("severity"),
                labels,
                fields.text("where"),
                fields.duration("holdFor", hold),
                fields.count("count", 1),
                fields.duration("within", Duration.ZERO));
    }

    private static Set<String> states(Fields fields, String name, String otherwise) {
        List<String> written =
                fields.texts(name).stream().map(s -> s.toUpperCase(Locale.ROOT)).toList();
        return written.isEmpty() ? Set.of(otherwise) : Set.copyOf(written);
    }
}
