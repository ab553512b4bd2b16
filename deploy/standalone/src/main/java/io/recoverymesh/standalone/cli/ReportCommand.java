package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import io.recoverymesh.standalone.text.Times;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the mesh did in a period, as tables. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Recovery times against objectives, first-time fixes, what was held back and why, near misses,",
            "and what policies in observe mode would have done. CSV: GET /api/v1/reports/csv/<table>."
        })
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--from",
            paramLabel = "<time>",
            defaultValue = "",
            description = "A time, or how long ago: 24h, 7d. Default: 7 days before --to")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String from;

    @Option(names = "--to", paramLabel = "<time>", defaultValue = "", description = "The same. Default: now")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String to;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = "",
            description = "Only this group.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Option(names = "--service", paramLabel = "<service>", defaultValue = "", description = "Only this service.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String service;

    @Option(names = "--policy", paramLabel = "<name>", defaultValue = "", description = "Only this policy.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String policy;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        Map<String, String> query =
                Map.of("from", from, "to", to, "group", group, "service", service, "policy", policy);
        return api.show(client -> client.get("/api/v1/reports", query), ReportCommand::print);
    }

    private static void print(JsonNode report, Screen screen) {
        screen.line("From " + Cells.text(report, "from") + " to " + Cells.text(report, "to") + ", "
                + Cells.text(report, "decisions") + " decisions");
        table("Recoveries", services(report), screen);
        table("Policies", policies(report), screen);
        table("Held back", suppressed(report), screen);
        table("Did not help", unsuccessful(report), screen);
        table("Near misses", nearMisses(report), screen);
        Cells.missing(report, screen);
    }

    private static void table(String title, Table table, Screen screen) {
        if (!table.isEmpty()) {
            screen.line("");
            screen.line(title);
            screen.lines(table.lines(screen));
        }
    }

    private static Table services(JsonNode report) {
        Table table =
                new Table("SERVICE", "POLICY", "ENDED", "RECOVERED", "P50", "P95", "OBJECTIVE", "MET", "FIRST TIME");
        for (JsonNode line : report.path("services")) {
            JsonNode objective = line.path("objective");
            table.row(
                    Cells.text(line, "group") + "/" + Cells.text(line, "service"),
                    Cells.text(line, "policy"),
                    Cells.text(line, "recoveries"),
                    line.path("outcomes").path("RECOVERED").asText("0"),
                    length(line.path("recoveryTime").path("p50Ms")),
                    length(line.path("recoveryTime").path("p95Ms")),
                    length(objective.path("rtoMs")),
                    percent(objective.path("metRate")),
                    percent(line.path("firstTimeFix").path("rate")));
        }
        return table;
    }

    private static Table policies(JsonNode report) {
        Table table = new Table("POLICY", "REQUESTS", "ADMITTED", "WOULD HAVE RUN", "RECOVERED", "ESCALATIONS");
        for (JsonNode line : report.path("policies")) {
            table.row(
                    Cells.text(line, "policy"),
                    Cells.text(line, "requests"),
                    line.path("verdicts").path("ADMITTED").asText("0"),
                    Cells.text(line, "wouldHaveRun"),
                    Cells.text(line, "recovered"),
                    Cells.text(line, "escalations"));
        }
        return table;
    }

    private static Table suppressed(JsonNode report) {
        Table table = new Table("COUNT", "VERDICT", "GUARD", "POLICY", "LAST");
        for (JsonNode line : report.path("suppressed")) {
            table.row(
                    Cells.text(line, "count"),
                    Cells.text(line, "verdict"),
                    Cells.text(line, "guard"),
                    Cells.text(line, "policy"),
                    Cells.text(line.path("last"), "reason"));
        }
        return table;
    }

    private static Table unsuccessful(JsonNode report) {
        Table table = new Table("COUNT", "OUTCOME", "SERVICE", "POLICY", "LAST FLOW", "LAST");
        for (JsonNode line : report.path("unsuccessful")) {
            table.row(
                    Cells.text(line, "count"),
                    Cells.text(line, "outcome"),
                    Cells.text(line, "group") + "/" + Cells.text(line, "service"),
                    Cells.text(line, "policy"),
                    Cells.text(line.path("last"), "flowId"),
                    Cells.text(line.path("last"), "reason"));
        }
        return table;
    }

    private static Table nearMisses(JsonNode report) {
        Table table = new Table("AT", "TARGET", "POLICY", "TOOK", "OBJECTIVE", "FLOW");
        for (JsonNode line : report.path("nearMisses")) {
            table.row(
                    Cells.text(line, "at"),
                    Cells.target(line),
                    Cells.text(line, "policy"),
                    length(line.path("recoveryTimeMs")),
                    length(line.path("rtoMs")),
                    Cells.text(line, "flowId"));
        }
        return table;
    }

    private static String length(JsonNode millis) {
        return millis.isNumber() ? Times.length(Duration.ofMillis(millis.asLong())) : "-";
    }

    private static String percent(JsonNode rate) {
        return rate.isNumber() ? Math.round(rate.asDouble() * 100) + " %" : "-";
    }
}
