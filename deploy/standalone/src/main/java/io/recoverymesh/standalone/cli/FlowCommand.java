package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.text.Timeline;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one flow. */
@Command(
        name = "flow",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows one flow as a timeline: what happened, what caused it, what it waited for and why.")
final class FlowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<id>", description = "As 'mesh flows' lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Option(
            names = "--markdown",
            description = "Print it as Markdown, ready to be pasted into a review; the page copies the same.")
    private boolean markdown;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        if (markdown) {
            return api.print(client -> client.text("/api/v1/flows/" + MeshClient.encode(id) + "/markdown"));
        }
        return api.show(
                client -> client.get("/api/v1/flows/" + MeshClient.encode(id)),
                (flow, screen) -> screen.lines(Timeline.lines(flow, screen)));
    }
}
