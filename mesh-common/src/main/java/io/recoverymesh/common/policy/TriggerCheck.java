package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold between the fields of one trigger; passes over values that are refused already. */
final class TriggerCheck {
    private static final String ONE_OF = String.join(", ", TriggerForm.HEADS);
    private static final List<String> TIMING = List.of("holdFor", "count", "within", "for", "expect", "warn");
    private static final Map<String, Set<String>> BESIDE = Map.of(
            "any", Set.of("holdFor", "count", "within", "warn"),
            "all", Set.of("holdFor", "within", "warn"),
            "absent", Set.of("for", "expect", "warn"));

    private final String pointer;
    private final JsonNode entry;
    private final Problems problems;

    private TriggerCheck(String pointer, JsonNode entry, Problems problems) {
        this.pointer = pointer;
        this.entry = entry;
        this.problems = problems;
    }

    static void run(String pointer, JsonNode entry, Problems problems) {
        if (entry.isObject()) {
            new TriggerCheck(pointer, entry, problems).run();
        }
    }

    private void run() {
        List<String> heads = TriggerForm.HEADS.stream().filter(entry::has).toList();
        if (heads.isEmpty()
                && !TIMING.containsAll(
                        entry.properties().stream().map(Map.Entry::getKey).toList())) {
            return;
        }
        if (heads.size() != 1) {
            problems.error(
                    pointer,
                    "Expected exactly one of " + ONE_OF + ", but got "
                            + (heads.isEmpty() ? Shown.of(entry) : String.join(" and ", heads)),
                    heads.isEmpty()
                            ? "Say what to wait for, for instance 'health: {service: payments}'"
                            : "Write an entry for each, or 'all: [...]' to need both");
            return;
        }
        String head = heads.getFirst();
        String at = pointer + "/" + head;
        JsonNode body = entry.path(head);
        switch (head) {
            case "any", "all" -> several(head, at, body);
            case "absent" -> absent(at, body);
            default -> one(head, at, body);
        }
    }

    private void one(String head, String at, JsonNode body) {
        TIMING.stream()
                .filter(entry::has)
                .forEach(field -> problems.error(
                        pointer + "/" + field,
                        "Expected " + field + " within " + head + ", but it stands beside it",
                        switch (field) {
                            case "for" -> "Write 'holdFor' within " + head + "; 'for' belongs to absent";
                            case "expect" -> "Remove it; 'expect' belongs to absent";
                            default -> "Move it into the braces: '" + head + ": {…, " + field + ": …}'";
                        }));
        PatternCheck.run(at, head, body, problems);
        counting(at, body);
        Duration hold = head.equals("health") ? Duration.ofSeconds(30) : Duration.ZERO;
        warning(at, body, "holdFor", duration(body, "holdFor", hold));
    }

    private void several(String head, String at, JsonNode parts) {
        onlyBeside(head);
        for (int i = 0; i < parts.size(); i++) {
            part(at + "/" + i, parts.get(i));
        }
        counting(pointer, entry);
        warning(pointer, entry, "holdFor", duration(entry, "holdFor", Duration.ZERO));
        if (head.equals("all")) {
            AllCheck.run(at, parts, problems);
        }
    }

    private void absent(String at, JsonNode body) {
        onlyBeside("absent");
        part(at, body);
        if (!entry.has("for")) {
            problems.error(
                    pointer + "/for",
                    "Expected for beside absent, but it is missing",
                    "Say how long the silence must last, for instance 'for: 2m'");
        }
        warning(pointer, entry, "for", duration(entry, "for", Duration.ZERO));
        for (int i = 0; i < entry.path("expect").size(); i++) {
            expected(pointer + "/expect/" + i, entry.path("expect").get(i).asText(), body);
        }
    }

    private void expected(String at, String target, JsonNode body) {
        Optional<TargetRef> ref = read(target);
        if (ref.isEmpty()) {
            return; // the schema has said so
        }
        JsonNode pattern = body.path(
                body.properties().isEmpty()
                        ? ""
                        : body.properties().iterator().next().getKey());
        Map.of(
                        "group",
                        ref.get().group(),
                        "service",
                        ref.get().service(),
                        "instance",
                        orNone(ref.get().instance()))
                .forEach((field, is) -> {
                    if (pattern.path(field).isTextual()
                            && !pattern.path(field).asText().equals(is)) {
                        problems.error(
                                at,
                                "Expected a target whose heartbeat this is, but " + target + " is of " + field + " '"
                                        + is + "' and absent waits for '"
                                        + pattern.path(field).asText() + "'",
                                "Write group/service or group/service/instance, or take " + field + " out of absent");
                    }
                });
    }

    private static String orNone(@Nullable String instance) {
        return instance == null ? "" : instance;
    }

    private static Optional<TargetRef> read(String target) {
        try {
            return Optional.of(TargetRef.ofKey(target));
        } catch (InvalidTargetException e) {
            return Optional.empty();
        }
    }

    private void part(String at, JsonNode part) {
        if (part.size() > 1) {
            problems.error(
                    at,
                    "Expected one of health, alert, anomaly, but got " + Shown.of(part),
                    "Write an entry of the list for each");
        }
        part.properties()
                .forEach(
                        one -> PatternCheck.run(Lines.child(at, one.getKey()), one.getKey(), one.getValue(), problems));
    }

    private void onlyBeside(String head) {
        Set<String> known = BESIDE.getOrDefault(head, Set.of());
        TIMING.stream()
                .filter(field -> entry.has(field) && !known.contains(field))
                .forEach(field -> problems.error(
                        pointer + "/" + field,
                        "Expected only "
                                + String.join(", ", known.stream().sorted().toList()) + " beside " + head + ", but got "
                                + field,
                        head.equals("absent") && field.equals("holdFor") ? "Write 'for'" : "Remove it"));
    }

    private void counting(String at, JsonNode fields) {
        boolean counts = fields.path("count").asInt(1) > 1;
        if (counts && !fields.has("within")) {
            problems.error(
                    at + "/count",
                    "Expected within beside count, but there is only count: "
                            + fields.path("count").asText(),
                    "Add the window, for instance 'within: 1m'");
        }
        if (!counts && fields.has("within") && !fields.has("all")) {
            problems.error(
                    at + "/within",
                    "Expected count (2 or more) beside within, but there is none",
                    fields.has("any")
                            ? "Add how many signals are needed, for instance 'count: 3'; to need each of them write"
                                    + " 'all'"
                            : "Add how many signals are needed, for instance 'count: 3', or remove within");
        }
    }

    private void warning(String at, JsonNode fields, String of, Optional<Duration> lasting) {
        Optional<Duration> after = duration(fields.path("warn"), "after", Duration.ZERO);
        if (fields.path("warn").isObject()
                && after.isPresent()
                && lasting.isPresent()
                && after.get().compareTo(lasting.get()) >= 0) {
            problems.error(
                    at + "/warn" + (fields.path("warn").has("after") ? "/after" : ""),
                    "Expected a warning before it acts, but it acts after " + Durations.format(lasting.get()) + " ("
                            + of + ") and warns after " + Durations.format(after.get()),
                    "Make " + of + " longer, or after shorter");
        }
    }

    private static Optional<Duration> duration(JsonNode fields, String name, Duration silent) {
        JsonNode value = fields.path(name);
        return value.isMissingNode() ? Optional.of(silent) : Durations.tryParse(value.asText());
    }
}
