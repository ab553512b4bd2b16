package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists circuit breakers. */
@Command(
        name = "breakers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists circuit breakers: one for each policy on each service that it acted on.")
final class BreakersCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        return api.show(client -> client.get("/api/v1/breakers"), BreakersCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        Table table = new Table("SERVICE", "POLICY", "STATE", "FAILED", "OPENINGS", "");
        for (JsonNode breaker : answer.path("breakers")) {
            table.row(
                    Cells.text(breaker, "group") + "/" + Cells.text(breaker, "service"),
                    Cells.text(breaker, "policy"),
                    screen.tinted(Cells.text(breaker, "state")),
                    Cells.text(breaker, "failures", "0") + " of " + Cells.text(breaker, "outcomes", "0"),
                    Cells.text(breaker, "openings", "0"),
                    screen.times().until(breaker.path("until")));
        }
        if (table.isEmpty()) {
            screen.line("No breakers. There is one from the first outcome of a policy on a service on.");
        } else {
            screen.lines(table.lines(screen));
        }
        Cells.missing(answer, screen);
    }
}
