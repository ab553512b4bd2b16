package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.client.MeshClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the decisions of a period as lines of JSON. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes the decisions of a period as lines of JSON, to the terminal or to a file.",
            "The last line is {\"end\":true,...}; 'mesh audit verify --file' checks what was written."
        })
final class AuditExportCommand implements Callable<Integer> {
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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "<file>",
            description = "Write here instead of to the terminal.")
    private @Nullable Path output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        try (MeshClient client = api.client();
                InputStream lines =
                        client.stream("/api/v1/audit/export", Map.of("from", from, "to", to, "group", group))) {
            if (output != null) {
                Files.copy(lines, output, StandardCopyOption.REPLACE_EXISTING);
            } else {
                PrintWriter out = api.command().commandLine().getOut();
                out.print(new String(lines.readAllBytes(), StandardCharsets.UTF_8));
                out.flush();
            }
            return ExitCodes.OK;
        } catch (IOException e) {
            throw new RefusedInputException("Expected to write the whole export, but " + e, e);
        }
    }
}
