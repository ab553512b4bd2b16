package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import io.recoverymesh.standalone.text.Timeline;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists flows. */
@Command(
        name = "flows",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists flows, the most recent first.")
final class FlowsCommand implements Callable<Integer> {
    @Option(
            names = {"-t", "--target"},
            paramLabel = "<target>",
            defaultValue = "",
            description = "Of this service or service/instance.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String target;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = "",
            description = "Of this group.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Option(names = "--state", paramLabel = "open|closed", defaultValue = "", description = "Only these.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String state;

    @Option(
            names = "--policy",
            paramLabel = "<name>",
            defaultValue = "",
            description = "That this policy took part in.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String policy;

    @Option(names = "--outcome", paramLabel = "<outcome>", defaultValue = "", description = "RECOVERED, FAILED, ...")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String outcome;

    @Option(names = "--limit", paramLabel = "<n>", defaultValue = "50", description = "At most. Default: 50")
    private int limit;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        Map<String, String> query = Map.of(
                "target",
                target,
                "group",
                group,
                "state",
                state,
                "policy",
                policy,
                "outcome",
                outcome,
                "limit",
                String.valueOf(limit));
        return api.show(client -> client.get("/api/v1/flows", query), FlowsCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        Table table = new Table("FLOW", "STARTED", "TARGET", "OUTCOME", "TOOK", "POLICIES", "TITLE");
        for (JsonNode flow : answer.path("flows")) {
            table.row(
                    flow.path("flowId").asText(),
                    screen.times().clockTime(flow.path("startedAt")),
                    flow.path("group").asText() + "/" + flow.path("target").asText(),
                    screen.tinted(Cells.text(flow, "outcome", Cells.text(flow, "state", ""))),
                    Cells.between(flow, "startedAt", "endedAt"),
                    Timeline.words(flow.path("policies")),
                    flow.path("title").asText());
        }
        if (table.isEmpty()) {
            screen.line("No flows. A flow begins with a signal that a policy reacts to.");
        } else {
            screen.lines(table.lines(screen));
        }
        Cells.missing(answer, screen);
    }
}
