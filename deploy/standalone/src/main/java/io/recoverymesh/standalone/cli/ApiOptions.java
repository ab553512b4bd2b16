package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.client.MeshCallException;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.text.Plain;
import io.recoverymesh.standalone.text.Screen;
import java.util.function.BiConsumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which mesh is spoken to, and whether its answer is shown as it came. */
final class ApiOptions {
    @Option(
            names = "--url",
            paramLabel = "<url>",
            defaultValue = "${env:MESH_URL:-http://127.0.0.1:8080}",
            description = "The mesh to speak to; or MESH_URL. Default: http://127.0.0.1:8080")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String url;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** Calls the mesh and prints the answer: as it came, or as {@code text} writes it. */
    int show(Function<MeshClient, JsonNode> call, BiConsumer<JsonNode, Screen> text) {
        Screen screen = screen();
        try (MeshClient client = new MeshClient(url)) {
            JsonNode answer = call.apply(client);
            if (json) {
                screen.json(answer);
            } else {
                text.accept(Plain.texts(answer), screen);
            }
            return ExitCodes.OK;
        } catch (MeshCallException.Refused refused) {
            if (json) {
                screen.json(refused.problem());
            } else {
                Cells.problems(Plain.texts(refused.problem()), screen);
            }
            throw refused;
        }
    }

    /** Calls the mesh and prints its answer, which is text. */
    int print(Function<MeshClient, String> call) {
        Screen screen = screen();
        try (MeshClient client = new MeshClient(url)) {
            call.apply(client).lines().map(Plain::text).forEach(screen::line);
            return ExitCodes.OK;
        }
    }

    /** Prints what is known already: as it is, or as {@code text} writes it. */
    int print(JsonNode answer, BiConsumer<JsonNode, Screen> text) {
        Screen screen = screen();
        if (json) {
            screen.json(answer);
        } else {
            text.accept(Plain.texts(answer), screen);
        }
        return ExitCodes.OK;
    }

    /** To be closed. */
    MeshClient client() {
        return new MeshClient(url);
    }

    boolean json() {
        return json;
    }

    Screen screen() {
        return Screen.of(command.commandLine().getOut());
    }

    CommandSpec command() {
        return command;
    }
}
