package io.recoverymesh.handler.exec;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.secret.SecretNames;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.action.Outcome;
import io.recoverymesh.handler.exec.ProcessRunner.Finished;
import io.recoverymesh.handler.secret.Secrets;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.HandlerAction;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;

/** Runs one declared program; exit code 0 is success. */
final class ExecAction implements Action {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "MESH_COMMAND_ID";
    private static final int SHOWN_CHARS = 2_000;
    private static final Duration LONGEST_TO_END = Duration.ofMillis(2_500);

    private final ExecDefinition definition;
    private final ProcessRunner runner;
    private final Secrets secrets;
    private final InstantSource clock;

    ExecAction(ExecDefinition definition, ProcessRunner runner, Secrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.definition = definition;
        this.runner = runner;
        this.clock = clock;
    }

    @Override
    public HandlerAction description() {
        return new HandlerAction(
                definition.name(),
                definition.description(),
                definition.safety(),
                ArgumentsSchema.of(definition),
                definition.undo());
    }

    @Override
    public Optional<String> objection(Arguments arguments) {
        TreeSet<String> declared = new TreeSet<>();
        for (Parameter parameter : definition.parameters()) {
            declared.add(parameter.name());
            Optional<String> objection = objection(parameter, arguments);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return arguments.names().stream()
                .filter(name -> !declared.contains(name))
                .findFirst()
                .map(name -> "Expected the arguments " + declared + " of action '" + definition.name() + "', but got '"
                        + name + "'. Declare it in 'parameters', or remove it from 'with'.");
    }

    private Optional<String> objection(Parameter parameter, Arguments arguments) {
        Optional<String> value = arguments.text(parameter.name());
        if (value.isPresent()) {
            return parameter
                    .objection(value.get())
                    .or(() -> beginsAnArgument(parameter) ? parameter.optionObjection(value.get()) : Optional.empty());
        }
        if (arguments.value(parameter.name()).isPresent()) {
            return Optional.of("Expected argument '" + parameter.name() + "' of action '" + definition.name()
                    + "' to be a text, number or boolean, but got an object or a list");
        }
        return parameter.required()
                ? Optional.of("Expected argument '" + parameter.name() + "' of action '" + definition.name()
                        + "', but there is none. Give it in 'with'.")
                : Optional.empty();
    }

    private boolean beginsAnArgument(Parameter parameter) {
        return definition.arguments().stream().anyMatch(argument -> argument.startsWith("${" + parameter.name() + "}"));
    }

    @Override
    public Outcome perform(Invocation invocation, Context context) throws InterruptedException {
        if (!Files.isExecutable(definition.program())) {
            return Outcome.refused("Expected " + definition.program()
                    + " to be an executable file, but it no longer is. Install it where the handler runs.");
        }
        Duration limit = limit(Duration.between(clock.instant(), context.deadline()));
        ProcessRunner.Launch launch = new ProcessRunner.Launch(
                command(invocation.arguments()),
                environment(invocation, context),
                MARK,
                definition.workingDirectory(),
                definition.outputLimit());
        try {
            return outcome(runner.run(launch, limit), limit);
        } catch (IOException e) {
            return Outcome.failure(
                    FailureKind.FAILED, "Expected " + definition.program() + " to start, but " + e.getMessage(), true);
        }
    }

    /** Ending the program takes time, too: all of it is to be gone when the deadline comes. */
    private Duration limit(Duration left) {
        Duration tenth = left.dividedBy(10);
        Duration toEnd = tenth.compareTo(LONGEST_TO_END) < 0 ? tenth : LONGEST_TO_END;
        Duration usable = left.minus(toEnd);
        return usable.compareTo(definition.timeout()) < 0 ? usable : definition.timeout();
    }

    private Outcome outcome(Finished finished, Duration limit) {
        if (finished.timedOut()) {
            return Outcome.failure(
                    FailureKind.TIMED_OUT,
                    "Expected " + definition.program() + " to end within " + limit.toMillis()
                            + " ms, but it and all it started had to be stopped." + lastWords(finished),
                    true);
        }
        return finished.exitCode() == 0
                ? Outcome.success(output(finished))
                : Outcome.failure(
                        FailureKind.FAILED,
                        "Expected exit code 0 of " + definition.program() + ", but got " + finished.exitCode() + "."
                                + lastWords(finished),
                        true);
    }

    private static String output(Finished finished) {
        ObjectNode output = JSON.createObjectNode()
                .put("exitCode", finished.exitCode())
                .put("stdout", finished.stdout())
                .put("stderr", finished.stderr())
                .put("truncated", finished.dropped() > 0);
        if (finished.dropped() > 0) {
            output.put("droppedBytes", finished.dropped());
        }
        if (finished.heldOpen()) {
            output.put(
                    "warning",
                    "A process that outlives the program still holds its output, and will fail when it writes there. "
                            + "Give it an output of its own.");
        }
        return output.toString();
    }

    private static String lastWords(Finished finished) {
        String said = finished.stderr().isBlank() ? finished.stdout() : finished.stderr();
        String end = said.strip();
        return end.isEmpty()
                ? ""
                : " It said: " + (end.length() <= SHOWN_CHARS ? end : "…" + end.substring(end.length() - SHOWN_CHARS));
    }

    /** Each declared argument stays one argument, whatever is put into it. */
    private List<String> command(Arguments arguments) {
        Map<String, String> values = new HashMap<>();
        for (Parameter parameter : definition.parameters()) {
            arguments
                    .text(parameter.name())
                    .or(() -> Optional.ofNullable(parameter.fallback()))
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        List<String> command = new ArrayList<>();
        command.add(definition.program().toString());
        for (String argument : definition.arguments()) {
            command.add(ExecDefinition.PLACEHOLDER
                    .matcher(argument)
                    .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), ""))));
        }
        return command;
    }

    private Map<String, String> environment(Invocation invocation, Context context) {
        Map<String, String> environment = new HashMap<>();
        for (String name : definition.passed()) {
            String value = System.getenv(name);
            if (value != null) {
                if (SecretNames.isSecret(name)) {
                    secrets.known().add(value);
                }
                environment.put(name, value);
            }
        }
        definition.environment().forEach((name, value) -> environment.put(name, secrets.resolve(value)));
        environment.put(MARK, invocation.commandId());
        environment.put("MESH_RECOVERY_ID", invocation.recoveryId());
        environment.put("MESH_TARGET", invocation.target());
        environment.put("MESH_GROUP", invocation.group());
        environment.put("MESH_STEP", invocation.step());
        environment.put("MESH_ATTEMPT", Integer.toString(context.attempt()));
        environment.put("MESH_FENCE", Long.toString(context.fence()));
        environment.put("MESH_IDEMPOTENCY_KEY", context.idempotencyKey());
        environment.put("MESH_DEADLINE", context.deadline().toString());
        environment.put("TRACEPARENT", invocation.traceparent());
        return environment;
    }
}
