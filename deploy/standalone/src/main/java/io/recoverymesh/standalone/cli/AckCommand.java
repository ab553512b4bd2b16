package io.recoverymesh.standalone.cli;

import io.recoverymesh.common.target.TargetRef;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Acknowledges a block. */
@Command(
        name = "ack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Acknowledges that you know of a blocked target: clears the block, so that it may be recovered again.")
final class AckCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TargetOptions target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        TargetRef ref = target.ref();
        return operator.act("acknowledge", "Acknowledged " + ref + ".", (client, body) -> body.put("group", ref.group())
                .put("target", ref.target()));
    }
}
