package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries a step of a running recovery again. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tries a step again that failed and was passed over, was skipped, or waits for its next attempt.")
final class RetryCommand implements Callable<Integer> {
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
                "retry-step",
                "Retries step " + step + " of " + recovery + ".",
                (client, body) -> RecoveryStep.into(body, recovery, step, client));
    }
}
