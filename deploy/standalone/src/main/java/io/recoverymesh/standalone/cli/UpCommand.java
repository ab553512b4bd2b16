package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.wiring.Standalone;
import io.recoverymesh.standalone.wiring.StandaloneSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole mesh until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a whole mesh on this machine: broker, schema registry and all services. Ctrl-C ends it.")
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "<dir>",
            defaultValue = ".mesh",
            description = "Where everything is kept; the next 'up' goes on from there. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8080",
            description = "REST API, intake and health on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--broker-port",
            paramLabel = "<port>",
            defaultValue = "9092",
            description = "Kafka on 127.0.0.1; 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int brokerPort;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "<host:port,...>",
            description = "Use this Kafka instead of an embedded one.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "<url>",
            description = "Use this schema registry instead of an embedded one.")
    private @Nullable String registryUrl;

    @Option(
            names = "--policies",
            paramLabel = "<dir>",
            description = "Load the policies and services in this directory, and again when they change.")
    private @Nullable Path policies;

    @Option(
            names = "--actions",
            paramLabel = "<file|dir>",
            description = "YAML of the programs that steps may run (handler.exec.file).")
    private @Nullable Path actions;

    @Option(names = "--until-ready", hidden = true, description = "End when ready: to prepare a class archive.")
    private boolean untilReady;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = Screen.of(command.commandLine().getOut());
        StandaloneSettings settings = StandaloneSettings.in(data)
                .onPort(port)
                .withBrokerOnPort(brokerPort)
                .withBootstrapServers(bootstrapServers)
                .withRegistry(registryUrl)
                .withPolicies(policies)
                .withActions(actions);
        Standalone mesh = Standalone.start(settings, screen::line);
        mesh.closeOnExit(() -> screen.line("Stopped; the data stays in " + settings.data() + "."));
        if (untilReady) {
            mesh.close();
            return ExitCodes.OK;
        }
        screen.line("The page: " + mesh.url() + "/");
        screen.line("Try './mesh top" + (mesh.port() == 8080 ? "" : " --url " + mesh.url()) + "', or 'curl "
                + mesh.url() + "/api/v1/flows'. Ctrl-C ends it.");
        mesh.awaitClose();
        return ExitCodes.OK;
    }
}
