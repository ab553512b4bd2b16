package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.target.TargetRef;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How much of the mesh is meant: all of it, a group, or a service of a group. */
final class ScopeOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "mesh|group|service",
            defaultValue = "mesh",
            description = "Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Scope scope;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<name>", description = "Of the group or the service.")
    private @Nullable String name;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = TargetRef.DEFAULT_GROUP,
            description = "Of the service. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** What an operator may switch off. */
    enum Scope {
        mesh,
        group,
        service
    }

    ObjectNode into(ObjectNode body) {
        body.put("scope", scope.name());
        switch (scope) {
            case mesh -> {}
            case group -> body.put("group", name());
            case service -> body.put("group", group).put("target", name());
        }
        return body;
    }

    private String name() {
        if (name == null) {
            throw new ParameterException(
                    command.commandLine(), "Expected the name of the " + scope + ", but got none.");
        }
        return name;
    }

    @Override
    public String toString() {
        return switch (scope) {
            case mesh -> "the mesh";
            case group -> "group " + name;
            case service -> "service " + group + "/" + name;
        };
    }
}
