package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.audit.AuditFile;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Table;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds decisions that are missing, changed, inserted or out of order. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads the log of decisions and finds what is missing, changed, inserted or out of order, and where.",
            "Exit code 1 when something was found, or not all of it could be read."
        })
final class AuditVerifyCommand implements Callable<Integer> {
    @Option(
            names = {"-g", "--group"},
            paramLabel = "<group>",
            defaultValue = "",
            description = "Only this group.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String group;

    @Option(
            names = "--file",
            paramLabel = "<file>",
            description = "An export instead of the mesh's log; needs no mesh.")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        boolean[] whole = {false};
        int code = file == null
                ? api.show(
                        client -> noted(client.get("/api/v1/audit/verify", Map.of("group", group)), whole), this::print)
                : api.print(noted(checked(file), whole), this::print);
        return code == ExitCodes.OK && !whole[0] ? ExitCodes.REFUSED : code;
    }

    private JsonNode checked(Path export) {
        try {
            return AuditFile.check(export, group);
        } catch (IllegalArgumentException e) {
            throw new RefusedInputException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode noted(JsonNode answer, boolean[] whole) {
        whole[0] = answer.path("whole").asBoolean();
        return answer;
    }

    private void print(JsonNode audit, Screen screen) {
        Table groups = new Table("GROUP", "FROM", "TO", "HASH OF THE LAST");
        audit.path("groups")
                .forEach(line -> groups.row(
                        Cells.text(line, "group"),
                        Cells.text(line, "firstSequence"),
                        Cells.text(line, "lastSequence"),
                        Cells.text(line, "hash")));
        if (!groups.isEmpty()) {
            screen.lines(groups.lines(screen));
        }
        Table findings = new Table("WHAT", "GROUP", "SEQUENCE", "PARTITION", "OFFSET", "MESSAGE");
        audit.path("findings")
                .forEach(line -> findings.row(
                        screen.tinted(Cells.text(line, "kind")),
                        Cells.text(line, "group"),
                        Cells.text(line, "sequence"),
                        Cells.text(line, "partition"),
                        Cells.text(line, "offset"),
                        Cells.text(line, "message")));
        if (!findings.isEmpty()) {
            screen.lines(findings.lines(screen));
        }
        screen.line(Cells.text(audit, "decisions") + " decisions, " + Cells.text(audit, "found") + " findings");
        Cells.missing(audit, screen);
    }
}
