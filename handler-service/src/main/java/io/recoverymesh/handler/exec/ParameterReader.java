package io.recoverymesh.handler.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one action, as they are written in configuration. */
final class ParameterReader {
    private static final Set<String> FIELDS = Set.of("pattern", "required", "default");

    private ParameterReader() {}

    /** @throws IllegalArgumentException naming the parameter, what was expected and what came */
    static List<Parameter> read(@Nullable Object written) {
        List<Parameter> parameters = new ArrayList<>();
        if (written instanceof Map<?, ?> map) {
            map.forEach((name, fields) -> parameters.add(parameter(String.valueOf(name), fields)));
        } else if (written != null) {
            throw new IllegalArgumentException("Expected 'parameters' to be a map, but got '" + written + "'");
        }
        return parameters;
    }

    private static Parameter parameter(String name, @Nullable Object written) {
        String place = "parameters." + name;
        Map<String, Object> fields = written == null ? Map.of() : ExecDefinitionReader.map("'" + place + "'", written);
        ExecDefinitionReader.requireKnown(place + ".", fields, FIELDS);
        String fallback = ExecDefinitionReader.text(fields, "default");
        Parameter parameter = new Parameter(
                name,
                pattern(place, ExecDefinitionReader.text(fields, "pattern")),
                required(place, ExecDefinitionReader.text(fields, "required"), fallback),
                fallback);
        if (fallback != null) {
            parameter.objection(fallback).ifPresent(objection -> {
                throw new IllegalArgumentException("'" + place + ".default': " + objection);
            });
        }
        return parameter;
    }

    private static Pattern pattern(String place, @Nullable String written) {
        try {
            return written == null ? Parameter.DEFAULT_PATTERN : Pattern.compile(written);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Expected '" + place + ".pattern' to be a regular expression, but " + e.getDescription(), e);
        }
    }

    private static boolean required(String place, @Nullable String written, @Nullable String fallback) {
        boolean required = written == null ? fallback == null : written.equals("true");
        if (written != null && !written.equals("true") && !written.equals("false")) {
            throw new IllegalArgumentException(
                    "Expected '" + place + ".required' to be true or false, but got '" + written + "'");
        }
        if (!required && fallback == null) {
            throw new IllegalArgumentException("Expected '" + place + ".default' where '" + place
                    + ".required' is false: every argument of a program has a value");
        }
        return required;
    }
}
