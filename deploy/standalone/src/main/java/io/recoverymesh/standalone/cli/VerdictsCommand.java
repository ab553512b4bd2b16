package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists verdicts. */
@Command(
        name = "verdicts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists what the gate answered and why, the most recent first.")
final class VerdictsCommand implements Callable<Integer> {
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

    @Option(names = "--verdict", paramLabel = "<verdict>", defaultValue = "", description = "ADMITTED, BLOCKED, ...")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String verdict;

    @Option(names = "--policy", paramLabel = "<name>", defaultValue = "", description = "On this policy's requests.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String policy;

    @Option(names = "--limit", paramLabel = "<n>", defaultValue = "50", description = "At most. Default: 50")
    private int limit;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        Map<String, String> query = Map.of(
                "target", target, "group", group, "verdict", verdict, "policy", policy, "limit", String.valueOf(limit));
        return api.show(client -> client.get("/api/v1/verdicts", query), VerdictsCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        Table table = new Table("AT", "VERDICT", "GUARD", "POLICY", "TARGET", "REASON");
        for (JsonNode verdict : answer.path("verdicts")) {
            String until = screen.times().until(verdict.path("until"));
            table.row(
                    screen.times().clockTime(verdict.path("at")),
                    screen.tinted(Cells.text(verdict, "verdict")),
                    Cells.text(verdict, "guard"),
                    Cells.text(verdict, "policy"),
                    Cells.target(verdict),
                    Cells.text(verdict, "reason") + (until.isEmpty() ? "" : screen.faint("; " + until)));
        }
        if (table.isEmpty()) {
            screen.line("No verdicts. The gate gives one for each request of a policy.");
        } else {
            screen.lines(table.lines(screen));
        }
        Cells.missing(answer, screen);
    }
}
