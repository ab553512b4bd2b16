package io.recoverymesh.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a recovery silence early. */
@Command(
        name = "unsilence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Ends a recovery silence before its time; what waited is looked at again.")
final class UnsilenceCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SilenceScopeOptions scope;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act("unsilence", "The silence of " + scope + " is over.", (client, body) -> scope.into(body));
    }
}
