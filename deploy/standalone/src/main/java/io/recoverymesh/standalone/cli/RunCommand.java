package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.target.TargetRef;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Requests a recovery by hand. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Requests a recovery by hand. Most guards let a person through, and that is recorded; a pause, the breaker"
                    + " and one recovery per target hold for people too."
        })
final class RunCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<policy>", description = "Name of the policy.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String policy;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TargetOptions target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OperatorOptions operator;

    @Override
    public Integer call() {
        TargetRef ref = target.ref();
        ObjectNode body =
                operator.body().put("policy", policy).put("group", ref.group()).put("target", ref.target());
        return operator.api().show(client -> client.post("/api/v1/run", body), (answer, screen) -> {
            JsonNode flow = answer.path("flowId");
            screen.line("Requested " + policy + " for " + ref + ". './mesh flow " + flow.asText()
                    + "' shows what becomes of it.");
        });
    }
}
