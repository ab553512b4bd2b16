package io.recoverymesh.correlation.decision;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.plan.StepOutputs;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
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

    /** What templates and conditions may name of a signal. */
    static Map<String, String> variables(SignalSummary signal) {
        Map<String, String> variables = new HashMap<>();
        variables.put("signal.kind", signal.getKind().name());
        variables.put("signal.name", signal.getName());
        variables.put("signal.state", signal.getState());
        variables.put("signal.source", signal.getSource());
        if (signal.getSeverity() != null) {
            variables.put("signal.severity", signal.getSeverity());
        }
        if (signal.getScore() != null) {
            variables.put("signal.score", signal.getScore().toString());
        }
        if (signal.getReason() != null) {
            variables.put("signal.reason", signal.getReason());
        }
        signal.getLabels().forEach((name, value) -> variables.put("signal.labels." + name, value));
        return variables;
    }

    /** @throws MissingVariableException when the recovery has no such value */
    static String resolve(String arguments, Recovery recovery, StepRun run) {
        return arguments.contains("${") ? filled(arguments, recovery, run) : arguments;
    }

    /** For people: what is not known yet stays as it is written. */
    static String shown(String arguments, Recovery recovery, StepRun run) {
        String shown = VARIABLE.matcher(arguments).replaceAll(match -> {
            String value = value(match.group(1).trim(), recovery, run);
            return value == null ? Matcher.quoteReplacement(match.group()) : quoted(value);
        });
        return secrets(shown).equals(secrets(arguments)) ? shown : arguments;
    }

    /** Fills a text that people read: it is not JSON. */
    static String text(String template, Recovery recovery, StepRun run) {
        return VARIABLE.matcher(template).replaceAll(match -> Matcher.quoteReplacement(required(match, recovery, run)));
    }

    private static String filled(String arguments, Recovery recovery, StepRun run) {
        String resolved = VARIABLE.matcher(arguments).replaceAll(match -> replacement(match, recovery, run));
        if (!secrets(resolved).equals(secrets(arguments))) {
            throw new MissingVariableException("Expected only the policy to name secrets in the arguments of step "
                    + run.step() + ", but a value of the signal or of an output does. Find out who sends it");
        }
        return resolved;
    }

    private static List<String> secrets(String arguments) {
        return SECRET.matcher(arguments).results().map(MatchResult::group).toList();
    }

    private static String replacement(MatchResult match, Recovery recovery, StepRun run) {
        return match.group(1).startsWith("secret:")
                ? Matcher.quoteReplacement(match.group())
                : quoted(required(match, recovery, run));
    }

    private static String quoted(String value) {
        return Matcher.quoteReplacement(
                new String(JsonStringEncoder.getInstance().quoteAsString(value)));
    }

    private static String required(MatchResult match, Recovery recovery, StepRun run) {
        String value = value(match.group(1).trim(), recovery, run);
        if (value == null) {
            throw new MissingVariableException(
                    "Expected a value for ${" + match.group(1) + "} in the arguments of step " + run.step()
                            + ", but the recovery has none. Name another variable, or make the sender give it");
        }
        return value;
    }

    private static @Nullable String value(String name, Recovery recovery, StepRun run) {
        TargetRef ref = TargetRef.of(recovery.group(), recovery.target());
        return switch (name) {
            case "target.group" -> ref.group();
            case "target.service" -> ref.service();
            case "target.instance" -> ref.instance();
            case "target.name" -> ref.target();
            case "recovery.id" -> recovery.id();
            case "step.id" -> run.step();
            case "iteration" -> Integer.toString(recovery.iteration());
            case "visit" -> Integer.toString(run.visiting());
            default ->
                name.startsWith("outputs.") || name.startsWith("steps.")
                        ? StepOutputs.value(name, recovery)
                        : recovery.variables().get(name);
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
