package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.demo.Demo;
import io.recoverymesh.standalone.demo.DemoSettings;
import io.recoverymesh.standalone.text.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows real failures and real recoveries on three small services. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a mesh and three small services, breaks them, and shows what the mesh does about it.",
            "Stays up afterwards for you to play with; with --exit it ends by itself, with status 0 only if everything"
                    + " that was promised was observed."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--exit", description = "End after the last act; 0 only if every promise was kept.")
    private boolean exit;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8080",
            description = "REST API on 127.0.0.1; another free port when this is taken. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "<dir>",
            description = "Where everything is kept. Default: a temporary directory, removed at the end")
    private @Nullable Path data;

    @Option(
            names = "--examples",
            paramLabel = "<dir>",
            defaultValue = "${sys:mesh.home:-.}/examples/demo",
            description = "The demo's policies and signals.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path examples;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        Screen screen = Screen.of(command.commandLine().getOut());
        boolean kept = new Demo(new DemoSettings(examples, data, port, exit), screen).run();
        return kept ? ExitCodes.OK : ExitCodes.REFUSED;
    }
}
