package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.client.MeshClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels a running recovery. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Cancels a running recovery: its running step is told to stop, no other starts.")
final class CancelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<recovery>", description = "Its id, as 'mesh targets' or 'mesh flow' show it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String recovery;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        return operator.act("cancel", "Cancelled " + recovery + ".", (client, body) -> {
            JsonNode found = client.get("/api/v1/recoveries/" + MeshClient.encode(recovery));
            return body.put("recoveryId", recovery)
                    .put("group", Cells.text(found, "group"))
                    .put("target", Cells.text(found, "target"));
        });
    }
}
