package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document.RecoveryPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy as requests carry it, written in as few lines as a test needs. */
public record Plan(Policy policy, String document) {
    private static final PolicyReader READER = new PolicyReader();

    /** Mode auto and one idempotent step, where the lines of the spec do not say otherwise. */
    public static Plan auto(String name, String... spec) {
        StringBuilder yaml = new StringBuilder(
                "apiVersion: recovery.mesh/v1\nkind: Recovery\nmetadata: {name: " + name + "}\nspec:\n");
        String lines = String.join("\n", spec);
        unlessIn(lines, "mode:", "mode: auto", yaml);
        unlessIn(lines, "on:", "on: [{alert: {name: Broken}}]", yaml);
        unlessIn(lines, "steps:", "steps: [{id: restart, run: exec/restart, safety: idempotent}]", yaml);
        for (String line : spec) {
            yaml.append("  ").append(line).append('\n');
        }
        return read(yaml.toString());
    }

    /** Like {@link #auto}, where every guard allows but those whose fields are given, such as {@code cooldown: 5m}. */
    public static Plan lenient(String name, List<String> guard, String... spec) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "cooldown", "0s",
                "limits", "[1000/1m]",
                "serviceLimits", "[1000/1m]",
                "groupLimits", "[1000/1m]",
                "fleet", "{maxUnhealthy: 100%}",
                "concurrency", "{group: 1000, mesh: 1000}",
                "breaker", "{enabled: false}",
                "backoff", "{initial: 1ms, max: 1ms, failures: 100, resetAfter: 1h}"));
        for (String field : guard) {
            int colon = field.indexOf(':');
            fields.put(field.substring(0, colon), field.substring(colon + 1));
        }
        String guards = fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", ", "guard: {", "}"));
        return auto(name, Stream.concat(Stream.of(guards), Stream.of(spec)).toArray(String[]::new));
    }

    public static Plan lenient(String name, String... guard) {
        return lenient(name, List.of(guard));
    }

    public static Plan read(String yaml) {
        PolicyReading reading = READER.read("test.yaml", yaml);
        if (reading.hasErrors()) {
            throw new IllegalArgumentException(reading.problems() + "\n" + yaml);
        }
        RecoveryPolicy policy = (RecoveryPolicy) reading.documents().getFirst();
        return new Plan(policy.policy(), policy.canonical());
    }

    public String name() {
        return policy.name();
    }

    private static void unlessIn(String lines, String key, String line, StringBuilder yaml) {
        if (!lines.startsWith(key) && !lines.contains("\n" + key)) {
            yaml.append("  ").append(line).append('\n');
        }
    }
}
