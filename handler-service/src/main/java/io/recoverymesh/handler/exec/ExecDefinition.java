package io.recoverymesh.handler.exec;

import io.recoverymesh.schemas.Safety;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program that commands may run, and how.
 *
 * @param undo {@code handler/action} that takes its effect back; announced
 * @param program absolute path; the only thing that is ever executed
 * @param arguments one element each; <code>${name}</code> stands for a parameter
 * @param environment all that the program sees besides {@code MESH_*} and {@code TRACEPARENT}
 * @param passed names of variables handed on from the handler's own environment
 * @param timeout longest run, where the command's deadline does not come first
 * @param outputLimit bytes kept of each of stdout and stderr
 */
record ExecDefinition(
        String name,
        String description,
        Safety safety,
        @Nullable String undo,
        Path program,
        List<String> arguments,
        List<Parameter> parameters,
        Map<String, String> environment,
        List<String> passed,
        @Nullable Path workingDirectory,
        Duration timeout,
        int outputLimit) {
    static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
    static final int DEFAULT_OUTPUT_LIMIT = 64 * 1024;
    static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    ExecDefinition {
        require(NAME.matcher(name).matches(), "a name of letters, digits, _ and -", name);
        require(program.isAbsolute(), "'program' to be an absolute path", program);
        require(
                timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(LONGEST) <= 0,
                "'timeout' above 0s, up to 24h",
                timeout);
        require(outputLimit >= 0 && outputLimit <= DEFAULT_OUTPUT_LIMIT, "'output-limit' of 0 to 65536", outputLimit);
        arguments = List.copyOf(arguments);
        parameters = List.copyOf(parameters);
        environment = Map.copyOf(environment);
        passed = List.copyOf(passed);
        environment.keySet().forEach(ExecDefinition::requireVariable);
        passed.forEach(ExecDefinition::requireVariable);
        requireSamePlaceholders(arguments, parameters);
    }

    private static void requireSamePlaceholders(List<String> arguments, List<Parameter> parameters) {
        Set<String> used = new HashSet<>();
        for (String argument : arguments) {
            Matcher placeholder = PLACEHOLDER.matcher(argument);
            while (placeholder.find()) {
                used.add(placeholder.group(1));
            }
        }
        Set<String> declared = new HashSet<>();
        parameters.forEach(parameter -> declared.add(parameter.name()));
        require(used.equals(declared), "'args' to use exactly the declared 'parameters' " + declared, used);
    }

    private static void requireVariable(String name) {
        require(VARIABLE.matcher(name).matches(), "names of variables in 'env' and 'env-pass'", name);
        require(!name.startsWith("MESH_"), "other names than MESH_* in 'env': those are set by the handler", name);
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", but got '" + got + "'");
        }
    }
}
