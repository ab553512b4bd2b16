package io.recoverymesh.standalone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Refuses a waiting request, or a waiting step. */
@Command(
        name = "reject",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Refuses a request, or a step of a recovery, that waits for approval.")
final class RejectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "<request>",
            description = "Id of a request, as 'mesh verdicts --json' shows it; with --step, of a recovery.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Option(names = "--step", paramLabel = "<step>", description = "A step of the recovery that asks for approval.")
    private @Nullable String step;

    @Option(names = "--role", paramLabel = "<role>", description = "A role that you have; may be repeated.")
    private List<String> roles = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        String what = step == null ? id : "step " + step + " of " + id;
        return operator.act("reject", "Rejected " + what + ".", (client, body) -> {
            roles.forEach(body.withArray("roles")::add);
            return step == null ? WaitingRequest.into(body, id, client) : RecoveryStep.asking(body, id, step, client);
        });
    }
}
