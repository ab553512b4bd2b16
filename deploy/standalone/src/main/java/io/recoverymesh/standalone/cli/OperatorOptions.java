package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.standalone.client.MeshClient;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who acts and why: both go into the log for good. */
final class OperatorOptions {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Option(
            names = "--by",
            paramLabel = "<who>",
            defaultValue = "${env:USER:-${sys:user.name}}",
            description = "Who you are. Default: $USER")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String by;

    @Option(
            names = {"-m", "--comment"},
            paramLabel = "<why>",
            required = true,
            description = "Why you do it; whoever asks later will read this.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String comment;

    /**
     * Sends an operator's action and says when it is in the log.
     *
     * @param about completes the body, which says who and why
     */
    int act(String action, String done, BiFunction<MeshClient, ObjectNode, ObjectNode> about) {
        return api.show(
                client -> client.post("/api/v1/operator/" + action, about.apply(client, body())),
                (answer, screen) ->
                        screen.line(done + screen.faint("  (" + Cells.text(answer, "id", "recorded") + ")")));
    }

    ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().put("by", by).put("comment", comment);
    }

    ApiOptions api() {
        return api;
    }
}
