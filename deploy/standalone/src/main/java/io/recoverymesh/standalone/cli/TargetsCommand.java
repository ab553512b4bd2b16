package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists targets. */
@Command(
        name = "targets",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists targets: their health, their running recovery, what they are blocked by.")
final class TargetsCommand implements Callable<Integer> {
    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = "",
            description = "Of this group.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        return api.show(client -> client.get("/api/v1/targets", Map.of("group", group)), TargetsCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        Table table = new Table("TARGET", "HEALTH", "SINCE", "RECOVERY", "FAILURES", "BLOCKED");
        for (JsonNode target : answer.path("targets")) {
            String blocked = screen.times().until(target.path("blockedUntil"));
            table.row(
                    Cells.target(target),
                    screen.tinted(Cells.text(target, "health")),
                    screen.times().ago(target.path("since")),
                    Cells.text(target, "active"),
                    Cells.text(target, "failures", "0"),
                    blocked.isEmpty() ? "" : blocked + ": " + Cells.text(target, "blockReason"));
        }
        if (table.isEmpty()) {
            screen.line("No targets. A target is known from its first signal on.");
        } else {
            screen.lines(table.lines(screen));
        }
        Cells.missing(answer, screen);
    }
}
