package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on without a step of a running recovery. */
@Command(
        name = "skip",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Goes on without a step; its handler is told to stop. A step that asks for an approval cannot be"
                + " skipped.")
final class SkipCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<recovery>", description = "Its id, as 'mesh flow' shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String recovery;

    @Parameters(index = "1", paramLabel = "<step>", description = "Id of one of its steps.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String step;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act(
                "skip-step",
                "Skips step " + step + " of " + recovery + ".",
                (client, body) -> RecoveryStep.into(body, recovery, step, client));
    }
}
