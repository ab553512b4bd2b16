package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which {@code ${…}} there are in a step's arguments. */
final class Templates {
    private static final List<String> KNOWN = List.of(
            "target.group",
            "target.service",
            "target.instance",
            "target.name",
            "signal.name",
            "signal.state",
            "signal.severity",
            "signal.source",
            "recovery.id",
            "step.id");
    private static final Pattern LABEL = Pattern.compile("signal\\.labels\\.[^\\s{}]{1,128}");
    private static final Pattern SECRET =
            Pattern.compile("secret:(?:env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\s\"\\\\${}]+)");
    private static final Pattern TEMPLATE = Pattern.compile("\\$\\{([^}]*)(}?)");

    private Templates() {}

    static void check(String pointer, JsonNode value, Problems problems) {
        if (value.isTextual()) {
            text(pointer, value.asText(), problems);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(pointer + "/" + i, value.get(i), problems);
            }
        } else {
            value.properties()
                    .forEach(entry -> check(Lines.child(pointer, entry.getKey()), entry.getValue(), problems));
        }
    }

    private static void text(String pointer, String text, Problems problems) {
        for (Matcher matcher = TEMPLATE.matcher(text); matcher.find(); ) {
            String name = matcher.group(1);
            if (matcher.group(2).isEmpty()) {
                problems.error(
                        pointer,
                        "Expected a } after ${, but got '" + Shown.shortened(matcher.group()) + "'",
                        "Close it, or remove ${");
            } else if (name.startsWith("secret:")) {
                secret(pointer, name, problems);
            } else if (!KNOWN.contains(name) && !LABEL.matcher(name).matches()) {
                problems.error(
                        pointer,
                        "Expected a template of " + String.join(", ", KNOWN) + " or signal.labels.<name>, but got '${"
                                + Shown.shortened(name) + "}'",
                        NearestName.mend(name, KNOWN, "Write one of those, or remove it"));
            }
        }
    }

    /** Handlers resolve it, nobody else: the value is in no event. */
    private static void secret(String pointer, String name, Problems problems) {
        if (!SECRET.matcher(name).matches()) {
            problems.error(
                    pointer,
                    "Expected a secret as ${secret:env:NAME} or ${secret:file:/path}, but got '${"
                            + Shown.shortened(name) + "}'",
                    "Name a variable or an absolute path of the machine where the handler runs");
        }
    }
}
