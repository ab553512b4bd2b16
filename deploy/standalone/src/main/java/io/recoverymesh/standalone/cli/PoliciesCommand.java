package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists policies; below it, what else is done with them. */
@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists, checks and loads policies and services. Alone: lists those that are loaded.",
        subcommands = {
            PoliciesListCommand.class,
            PoliciesValidateCommand.class,
            PoliciesDrawCommand.class,
            PoliciesTestCommand.class,
            PoliciesApplyCommand.class,
            PoliciesShowCommand.class,
            PoliciesDeleteCommand.class
        })
final class PoliciesCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        return list(api);
    }

    static int list(ApiOptions api) {
        return api.show(client -> client.get("/api/v1/policies"), PoliciesCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        Table table = new Table("KIND", "NAME", "VERSION", "OWNER", "FILE");
        for (JsonNode policy : answer.path("policies")) {
            table.row(
                    Cells.text(policy, "kind"),
                    Cells.text(policy, "name"),
                    Cells.text(policy, "version"),
                    Cells.text(policy, "owner"),
                    Cells.text(policy, "file"));
        }
        if (table.isEmpty()) {
            screen.line("No policies. './mesh policies apply <files>' loads some.");
        } else {
            screen.lines(table.lines(screen));
        }
        Cells.problems(answer, screen);
    }
}
