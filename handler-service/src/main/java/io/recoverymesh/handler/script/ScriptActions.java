package io.recoverymesh.handler.script;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.handler.exec.ExecActions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The listed scripts, each an action of the handler {@code script}; parameter {@code host} is passed as {@code --host=…}. */
public final class ScriptActions {
    private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern ABSOLUTE = Pattern.compile("/[^\\x00]+");

    private final ExecActions exec;

    /** @param exec runs them */
    public ScriptActions(ExecActions exec) {
        this.exec = exec;
    }

    /**
     * @param place file or setting, for messages
     * @param scripts name to fields, as written
     * @throws IllegalArgumentException at the first that is wrong
     */
    public List<Action> of(String place, Map<String, @Nullable Object> scripts) {
        List<Action> actions = new ArrayList<>();
        scripts.forEach((name, written) -> actions.add(action(place, name, written)));
        return actions;
    }

    private Action action(String place, String name, @Nullable Object written) {
        Given given = Given.in(place + "." + name, written)
                .only(
                        "path",
                        "sha256",
                        "description",
                        "safety",
                        "undo",
                        "parameters",
                        "env",
                        "env-pass",
                        "working-dir",
                        "timeout",
                        "output-limit");
        ScriptFile script = new ScriptFile(
                Path.of(given.required("path", ABSOLUTE, "an absolute path")),
                given.text("sha256", SUM, "64 digits of lower-case hexadecimal").orElse(""));
        script.objection().ifPresent(objection -> {
            throw new IllegalArgumentException(place + "." + name + ": " + objection);
        });
        Map<String, @Nullable Object> program = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> fields) {
            fields.forEach((field, value) -> program.put(String.valueOf(field), value));
        }
        program.remove("path");
        program.remove("sha256");
        program.put("program", script.path().toString());
        program.put("args", arguments(given, program.get("parameters")));
        return new ScriptAction(script, exec.of(place, Map.of(name, program)).getFirst());
    }

    /** Name and value in one argument: whatever the value is, it is no option of its own. */
    private static List<String> arguments(Given given, @Nullable Object parameters) {
        List<String> arguments = new ArrayList<>();
        if (parameters instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                String name = String.valueOf(key);
                if (!PARAMETER.matcher(name).matches()) {
                    throw given.refusal("parameters", "named by letters, digits, - and _", name);
                }
                arguments.add("--" + name + "=${" + name + "}");
            }
        }
        return arguments;
    }
}
