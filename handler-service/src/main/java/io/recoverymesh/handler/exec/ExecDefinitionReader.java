package io.recoverymesh.handler.exec;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.schemas.Safety;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one action as it is written in configuration, whichever file that was in. */
final class ExecDefinitionReader {
    private static final Set<String> FIELDS = Set.of(
            "description",
            "safety",
            "undo",
            "program",
            "args",
            "parameters",
            "env",
            "env-pass",
            "working-dir",
            "timeout",
            "output-limit");

    private ExecDefinitionReader() {}

    /**
     * @param where file or setting, for messages
     * @throws InvalidExecActionException naming the place, what was expected and what came
     */
    static ExecDefinition read(String where, String name, @Nullable Object written) {
        try {
            return read(name, map("the action", written));
        } catch (IllegalArgumentException e) {
            throw new InvalidExecActionException(where + ", action '" + name + "': " + e.getMessage(), e);
        }
    }

    private static ExecDefinition read(String name, Map<String, Object> fields) {
        requireKnown("", fields, FIELDS);
        Path program = Path.of(required(fields, "program"));
        String directory = text(fields, "working-dir");
        ExecDefinition definition = new ExecDefinition(
                name,
                or(text(fields, "description"), "Runs " + program),
                safety(text(fields, "safety")),
                text(fields, "undo"),
                program,
                texts(fields, "args"),
                ParameterReader.read(fields.get("parameters")),
                variables(fields.get("env")),
                texts(fields, "env-pass"),
                directory == null ? null : Path.of(directory),
                timeout(text(fields, "timeout")),
                number(text(fields, "output-limit")));
        requireThere(definition);
        return definition;
    }

    private static void requireThere(ExecDefinition definition) {
        if (!Files.isRegularFile(definition.program()) || !Files.isExecutable(definition.program())) {
            throw new IllegalArgumentException("Expected 'program' to be an executable file, but "
                    + definition.program() + (Files.exists(definition.program()) ? " is not one" : " does not exist"));
        }
        Path directory = definition.workingDirectory();
        if (directory != null && !(directory.isAbsolute() && Files.isDirectory(directory))) {
            throw new IllegalArgumentException(
                    "Expected 'working-dir' to be the absolute path of a directory, but got '" + directory + "'");
        }
    }

    private static Map<String, String> variables(@Nullable Object written) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (written != null) {
            map("'env'", written).forEach((name, value) -> variables.put(name, String.valueOf(value)));
        }
        return variables;
    }

    private static Safety safety(@Nullable String written) {
        if (written == null) {
            return Safety.ONCE;
        }
        try {
            return Safety.valueOf(written.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected 'safety' to be idempotent, probe or once, but got '" + written + "'", e);
        }
    }

    private static Duration timeout(@Nullable String written) {
        return written == null ? ExecDefinition.DEFAULT_TIMEOUT : Durations.parse(written);
    }

    private static int number(@Nullable String written) {
        try {
            return written == null ? ExecDefinition.DEFAULT_OUTPUT_LIMIT : Integer.parseInt(written);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Expected 'output-limit' to be a number of bytes, but got '" + written + "'", e);
        }
    }

    private static String required(Map<String, Object> fields, String name) {
        String value = text(fields, name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Expected '" + name + "', but there is none");
        }
        return value;
    }

    static @Nullable String text(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException("Expected '" + name + "' to be one value, but got " + value);
        }
        return value == null ? null : value.toString();
    }

    private static List<String> texts(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)
                || list.stream().anyMatch(e -> e == null || e instanceof Map || e instanceof List)) {
            throw new IllegalArgumentException("Expected '" + name + "' to be a list of texts, but got " + value);
        }
        return list.stream().map(String::valueOf).toList();
    }

    static Map<String, Object> map(String what, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("Expected " + what + " to be a map, but got '" + value + "'");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> {
            if (field != null) {
                fields.put(String.valueOf(name), field);
            }
        });
        return fields;
    }

    static void requireKnown(String place, Map<String, Object> fields, Set<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "Expected one of the fields " + new TreeSet<>(known) + ", but got '" + place + field + "'");
            }
        }
    }

    static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
