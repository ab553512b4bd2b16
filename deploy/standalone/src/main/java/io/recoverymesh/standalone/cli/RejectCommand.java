package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Refuses a waiting request. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Refuses a request that waits for approval.")
final class RejectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<request>", description = "Its id, as 'mesh verdicts --json' shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String request;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act(
                "reject", "Rejected " + request + ".", (client, body) -> WaitingRequest.into(body, request, client));
    }
}
