package io.recoverymesh.correlation.decision;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.SignalSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills <code>${…}</code> in the arguments of a step; a value never changes the shape of the JSON around it. */
final class Templates {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    /** Stays as it is: only the handler that performs the step resolves it. */
    private static final Pattern SECRET = Pattern.compile("\\$\\{\\s*secret:[^}]*}");

    private Templates() {}

    /** What templates may name of a signal. */
    static Map<String, String> variables(SignalSummary signal) {
        Map<String, String> variables = new HashMap<>();
        variables.put("signal.name", signal.getName());
        variables.put("signal.state", signal.getState());
        variables.put("signal.source", signal.getSource());
        if (signal.getSeverity() != null) {
            variables.put("signal.severity", signal.getSeverity());
        }
        signal.getLabels().forEach((name, value) -> variables.put("signal.labels." + name, value));
        return variables;
    }

    /** @throws MissingVariableException when the recovery has no such value */
    static String resolve(String arguments, Recovery recovery, String step) {
        if (!arguments.contains("${")) {
            return arguments;
        }
        String resolved = VARIABLE.matcher(arguments).replaceAll(match -> replacement(match, recovery, step));
        if (!secrets(resolved).equals(secrets(arguments))) {
            throw new MissingVariableException("Expected only the policy to name secrets in the arguments of step "
                    + step + ", but a value of the signal does. Find out who sends it");
        }
        return resolved;
    }

    private static List<String> secrets(String arguments) {
        return SECRET.matcher(arguments).results().map(MatchResult::group).toList();
    }

    private static String replacement(MatchResult match, Recovery recovery, String step) {
        if (match.group(1).startsWith("secret:")) {
            return Matcher.quoteReplacement(match.group());
        }
        String value = value(match.group(1).trim(), recovery, step);
        if (value == null) {
            throw new MissingVariableException(
                    "Expected a value for ${" + match.group(1) + "} in the arguments of step " + step
                            + ", but the recovery has none. Name another variable, or make the sender give it");
        }
        return Matcher.quoteReplacement(
                new String(JsonStringEncoder.getInstance().quoteAsString(value)));
    }

    private static @Nullable String value(String name, Recovery recovery, String step) {
        TargetRef ref = TargetRef.of(recovery.group(), recovery.target());
        return switch (name) {
            case "target.group" -> ref.group();
            case "target.service" -> ref.service();
            case "target.instance" -> ref.instance();
            case "target.name" -> ref.target();
            case "recovery.id" -> recovery.id();
            case "step.id" -> step;
            default -> recovery.variables().get(name);
        };
    }

    /** A template names something that this recovery does not have. */
    static final class MissingVariableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingVariableException(String message) {
            super(message);
        }
    }
}
