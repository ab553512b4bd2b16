package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a waiting request go on. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lets a request go on that waits for approval; you must not be the one who asked for it.")
final class ApproveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<request>", description = "Its id, as 'mesh verdicts --json' shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String request;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act(
                "approve", "Approved " + request + ".", (client, body) -> WaitingRequest.into(body, request, client));
    }
}
