package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Nothing recovers by itself for a while. */
@Command(
        name = "silence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Nothing of a group, a service or a target recovers by itself for a while; at the end it is looked at again.",
            "A second silence of the same replaces the first. Running recoveries go on, and runs by hand pass it by."
        })
final class SilenceCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SilenceScopeOptions scope;

    @Option(
            names = "--for",
            paramLabel = "<duration>",
            required = true,
            description = "How long, such as 30m, 2h or 1d; at most 30d.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String duration;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act(
                "silence", "Silenced " + scope + " for " + duration + ".", (client, body) -> scope.into(body)
                        .put("duration", duration));
    }
}
