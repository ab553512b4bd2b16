package io.recoverymesh.handler.exec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programs that may be run: exactly those declared, each an action of the handler {@code exec}. */
public final class ExecActions {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final ProcessRunner runner;
    private final InstantSource clock;
    private final Secrets secrets;

    /**
     * @param clock for deadlines
     * @param secrets for the environment of programs
     */
    public ExecActions(InstantSource clock, Secrets secrets) {
        this.runner = ProcessRunner.ofThisSystem();
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * @param where file or setting, for messages
     * @param actions name to fields, as written
     * @throws InvalidExecActionException at the first that is wrong
     */
    public List<Action> of(String where, Map<String, @Nullable Object> actions) {
        List<Action> read = new ArrayList<>();
        actions.forEach((name, written) ->
                read.add(new ExecAction(ExecDefinitionReader.read(where, name, written), runner, secrets, clock)));
        return read;
    }

    /**
     * Reads a YAML file with {@code actions:}, or all {@code *.yaml} and {@code *.yml} of a directory, by name.
     *
     * @throws InvalidExecActionException at the first that is wrong or unreadable
     */
    public List<Action> of(Path fileOrDirectory) {
        List<Action> read = new ArrayList<>();
        for (Path file : files(fileOrDirectory)) {
            try {
                read.addAll(of(file.toString(), declared(file)));
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable(file, e);
            }
        }
        return read;
    }

    private static Map<String, Object> declared(Path file) throws IOException {
        Map<String, Object> document = YAML.readValue(file.toFile(), DOCUMENT);
        if (document == null || !document.keySet().equals(java.util.Set.of("actions"))) {
            throw new IllegalArgumentException(
                    "Expected one field 'actions', but got " + (document == null ? "nothing" : document.keySet()));
        }
        return ExecDefinitionReader.map("'actions'", document.get("actions"));
    }

    private static List<Path> files(Path fileOrDirectory) {
        if (!Files.isDirectory(fileOrDirectory)) {
            return List.of(fileOrDirectory);
        }
        try (Stream<Path> listed = Files.list(fileOrDirectory)) {
            return listed.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(fileOrDirectory, e);
        }
    }

    private static InvalidExecActionException unreadable(Path file, Exception e) {
        return new InvalidExecActionException(
                file + ": Expected a YAML file of actions (handler.exec.file), but " + e.getMessage(), e);
    }
}
