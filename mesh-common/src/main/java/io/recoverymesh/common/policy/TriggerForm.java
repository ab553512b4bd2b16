package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.policy.Trigger.Warning;
import io.recoverymesh.common.target.TargetRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an entry of {@code on} is written, and what it means where it is silent. */
final class TriggerForm {
    /** What an entry can be about; it has exactly one of them. */
    static final List<String> HEADS = List.of("health", "alert", "anomaly", "recovery", "any", "all", "absent");

    private static final Duration HEALTH_HOLD = Duration.ofSeconds(30);
    private static final Set<String> ALL_HEALTH = Set.of("UP", "DEGRADED", "DOWN", "UNKNOWN");

    private TriggerForm() {}

    static Trigger read(Fields entry) {
        String head = HEADS.stream().filter(entry::has).findFirst().orElse("");
        return switch (head) {
            case "any" -> timed(Shape.ANY, patterns(entry, head), entry, Duration.ZERO);
            case "all" -> timed(Shape.ALL, patterns(entry, head), entry, Duration.ZERO);
            case "absent" ->
                new Trigger(
                        Shape.ABSENT,
                        List.of(pattern(entry.in(head), false)),
                        entry.duration("for", Duration.ZERO),
                        1,
                        Duration.ZERO,
                        warning(entry),
                        entry.texts("expect").stream().map(TargetRef::ofKey).toList());
            case "health" -> timed(Shape.ANY, List.of(pattern(entry, true)), entry.in(head), HEALTH_HOLD);
            default -> timed(Shape.ANY, List.of(pattern(entry, true)), entry.in(head), Duration.ZERO);
        };
    }

    private static Trigger timed(Shape shape, List<SignalPattern> patterns, Fields fields, Duration hold) {
        return new Trigger(
                shape,
                patterns,
                fields.duration("holdFor", hold),
                fields.count("count", 1),
                fields.duration("within", Duration.ZERO),
                warning(fields),
                List.of());
    }

    private static @Nullable Warning warning(Fields fields) {
        Fields warn = fields.in("warn");
        return fields.has("warn") ? new Warning(warn.duration("after", Duration.ZERO), warn.required("notify")) : null;
    }

    private static List<SignalPattern> patterns(Fields entry, String head) {
        return entry.each(head, part -> pattern(part, true));
    }

    /** @param trouble whether silence about the state means what is bad; else it means any */
    private static SignalPattern pattern(Fields entry, boolean trouble) {
        JsonNode node = entry.node();
        if (node.has("health")) {
            Set<String> silent = trouble ? Set.of("DOWN") : ALL_HEALTH;
            return pattern(Source.HEALTH, entry.in("health"), "name", states(entry.in("health"), "status", silent));
        }
        if (node.has("alert")) {
            Set<String> silent = trouble ? Set.of("FIRING") : Set.of("FIRING", "RESOLVED");
            return pattern(Source.ALERT, entry.in("alert"), "name", silent);
        }
        if (node.has("anomaly")) {
            Set<String> silent = trouble ? Set.of("FIRING") : Set.of("FIRING", "RESOLVED");
            return pattern(Source.ANOMALY, entry.in("anomaly"), "metric", silent);
        }
        if (node.has("recovery")) {
            Fields fields = entry.in("recovery");
            return pattern(Source.RECOVERY, fields, "name", states(fields, "outcome", Set.of("RECOVERED")));
        }
        throw new IllegalArgumentException("Expected health, alert, anomaly or recovery, but got " + Shown.of(node));
    }

    private static SignalPattern pattern(Source source, Fields fields, String nameField, Set<String> states) {
        Map<String, String> labels = new HashMap<>(fields.textByName("labels"));
        String name = fields.text(nameField);
        if (source == Source.ALERT && (name == null || name.equals(labels.get("alertname")))) {
            name = labels.remove("alertname");
        }
        return new SignalPattern(
                source,
                fields.text("group"),
                fields.text("service"),
                fields.text("instance"),
                name,
                states,
                fields.text("severity"),
                fields.has("minSeverity") ? fields.choice("minSeverity", SeverityRank.class, SeverityRank.INFO) : null,
                labels,
                fields.text("where"));
    }

    private static Set<String> states(Fields fields, String name, Set<String> silent) {
        List<String> written =
                fields.texts(name).stream().map(s -> s.toUpperCase(Locale.ROOT)).toList();
        return written.isEmpty() ? silent : Set.copyOf(written);
    }
}
