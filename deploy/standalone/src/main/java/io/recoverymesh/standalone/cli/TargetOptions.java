package io.recoverymesh.standalone.cli;

import io.recoverymesh.common.target.InvalidTargetException;
import io.recoverymesh.common.target.TargetRef;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One target: {@code service} or {@code service/instance}, with {@code --group}; or {@code group/service/instance}. */
final class TargetOptions {
    @Parameters(paramLabel = "<target>", description = "service or service/instance.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String target;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = TargetRef.DEFAULT_GROUP,
            description = "The target's group. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    TargetRef ref() {
        try {
            return TargetRef.of(group, target);
        } catch (InvalidTargetException e) {
            throw new ParameterException(command.commandLine(), e.getMessage() + ".", e);
        }
    }
}
