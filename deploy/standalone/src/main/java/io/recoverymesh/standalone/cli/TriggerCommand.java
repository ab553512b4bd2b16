package io.recoverymesh.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked of the trigger service. */
@Command(
        name = "trigger",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks the trigger service.",
        subcommands = TriggerExplainCommand.class)
final class TriggerCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Expected a command, such as explain, but got none.");
    }
}
