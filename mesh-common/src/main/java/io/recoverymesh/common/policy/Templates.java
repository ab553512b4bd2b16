package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which {@code ${…}} there are in a step's arguments and texts. */
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
            "step.id",
            "iteration",
            "visit");
    private static final Pattern LABEL = Pattern.compile("signal\\.labels\\.[^\\s{}]{1,128}");
    private static final Pattern SECRET =
            Pattern.compile("secret:(?:env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\s\"\\\\${}]+)");
    private static final Pattern TEMPLATE = Pattern.compile("\\$\\{([^}]*)(}?)");
    private static final String OUTPUTS = "outputs.";
    private static final String STEPS = "steps.";

    private final NamedSteps steps;
    private final Problems problems;

    Templates(NamedSteps steps, Problems problems) {
        this.steps = steps;
        this.problems = problems;
    }

    void check(String pointer, JsonNode value) {
        if (value.isTextual()) {
            text(pointer, value.asText());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(pointer + "/" + i, value.get(i));
            }
        } else {
            value.properties().forEach(entry -> check(Lines.child(pointer, entry.getKey()), entry.getValue()));
        }
    }

    private void text(String pointer, String text) {
        for (Matcher matcher = TEMPLATE.matcher(text); matcher.find(); ) {
            if (matcher.group(2).isEmpty()) {
                problems.error(
                        pointer,
                        "Expected a } after ${, but got '" + Shown.shortened(matcher.group()) + "'",
                        "Close it, or remove ${");
            } else {
                name(pointer, matcher.group(1));
            }
        }
    }

    /** Handlers resolve it, nobody else: the value is in no event. */
    private void secret(String pointer, String name) {
        if (!SECRET.matcher(name).matches()) {
            problems.error(
                    pointer,
                    "Expected a secret as ${secret:env:NAME} or ${secret:file:/path}, but got '${"
                            + Shown.shortened(name) + "}'",
                    "Name a variable or an absolute path of the machine where the handler runs");
        }
    }

    private void name(String pointer, String name) {
        if (name.startsWith(OUTPUTS) || name.startsWith(STEPS)) {
            stepOf(pointer, name);
        } else if (name.startsWith("secret:")) {
            secret(pointer, name);
        } else if (!KNOWN.contains(name) && !LABEL.matcher(name).matches()) {
            problems.error(
                    pointer,
                    "Expected a template of " + String.join(", ", KNOWN)
                            + ", signal.labels.<name>, outputs.<step>.<field> or steps.<step>, but got '${"
                            + Shown.shortened(name) + "}'",
                    NearestName.mend(name, KNOWN, "Write one of those, or remove it"));
        }
    }

    /** An id may have dots itself: {@code outputs.<step>}, and a path behind it. */
    private void stepOf(String pointer, String name) {
        String variable = name.substring(0, name.indexOf('.'));
        String path = name.substring(name.indexOf('.') + 1);
        String step = path;
        while (variable.equals("outputs") && !steps.isKnown(step) && step.contains(".")) {
            step = step.substring(0, step.lastIndexOf('.'));
        }
        steps.check(pointer, "${" + variable + ".<step>}", step, StepNames.NONE);
    }
}
