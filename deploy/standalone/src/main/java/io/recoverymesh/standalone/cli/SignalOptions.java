package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Durations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A signal by options, or from a file. */
final class SignalOptions {
    @Option(names = "--kind", paramLabel = "health|alert|anomaly", description = "Default: health")
    private Kind kind = Kind.health;

    @Option(
            names = {"-t", "--target"},
            paramLabel = "<target>",
            description = "service or service/instance.")
    private @Nullable String target;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            description = "The target's group. Default: what its Service declares, or 'default'")
    private @Nullable String group;

    @Option(
            names = {"-s", "--status", "--state"},
            paramLabel = "<state>",
            description = "UP, DEGRADED, DOWN or UNKNOWN; of alerts and anomalies FIRING (default) or RESOLVED.")
    private @Nullable String state;

    @Option(names = "--name", paramLabel = "<name>", description = "Of the alert, or the metric of the anomaly.")
    private @Nullable String name;

    @Option(names = "--severity", paramLabel = "<severity>", description = "For instance critical.")
    private @Nullable String severity;

    @Option(names = "--score", paramLabel = "<0..1>", description = "How unusual the metric is.")
    private @Nullable Double score;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, in your words.")
    private @Nullable String reason;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "<name=value>",
            description = "A label; may be given several times.")
    private @Nullable Map<String, String> labels;

    @Option(
            names = "--observed-at",
            paramLabel = "<time>",
            description = "ISO time, or how long ago, such as 1h. Default: now")
    private @Nullable String observedAt;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "<file>",
            description = "JSON to send instead, one signal or a list; - for standard input.")
    private @Nullable String file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** What a signal reports. */
    enum Kind {
        health,
        alert,
        anomaly
    }

    /** JSON, as the intake takes it. */
    String payload() {
        return file == null ? signal().toString() : content(file);
    }

    private ObjectNode signal() {
        if (target == null) {
            throw new ParameterException(command.commandLine(), "Expected --target (or --file), but got neither.");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", kind.name()).put("target", target).put("source", "mesh-cli");
        put(body, "group", group);
        put(body, kind == Kind.health ? "status" : "state", state);
        put(body, kind == Kind.anomaly ? "metric" : "name", name);
        put(body, "severity", severity);
        put(body, "reason", reason);
        if (score != null) {
            body.put("score", score);
        }
        if (observedAt != null) {
            body.put("observedAt", observed(observedAt).toString());
        }
        if (labels != null) {
            ObjectNode all = body.putObject("labels");
            labels.forEach(all::put);
        }
        return body;
    }

    private Instant observed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            try {
                return InstantSource.system().instant().minus(Durations.parse(text));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        command.commandLine(),
                        "Expected --observed-at as a time such as 2026-01-31T10:00:00Z or as how long ago, such as 1h, "
                                + "but got '" + text + "'.",
                        e);
            }
        }
    }

    private static void put(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static String content(String file) {
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new RefusedInputException("Expected to read " + file + ", but " + e + ". Correct --file.", e);
        }
    }
}
