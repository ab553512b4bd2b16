package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.wiring.Served;
import io.recoverymesh.standalone.wiring.ServedSettings;
import io.recoverymesh.standalone.wiring.ServiceName;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one service, or some, on a Kafka and a registry that are there, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs services on their own, on a Kafka and a schema registry that are there, as in production:"
                + " logs to the terminal, and takes every other setting of docs/configuration.md from the environment"
                + " (MESH_KAFKA_SECURITY_PROTOCOL=SASL_SSL), or from files in MICRONAUT_CONFIG_FILES. SIGTERM ends it in"
                + " order.")
final class ServeCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..3",
            paramLabel = "<service>",
            description = "Which: ${COMPLETION-CANDIDATES}; several share one process.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Set<ServiceName> services;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "<host:port,...>",
            description = "Kafka. Default: MESH_BOOTSTRAP_SERVERS")
    private @Nullable String bootstrapServers;

    @Option(names = "--registry", paramLabel = "<url>", description = "Schema registry. Default: MESH_REGISTRY_URL")
    private @Nullable String registryUrl;

    @Option(
            names = "--instance",
            paramLabel = "<name>",
            description =
                    "Unique among the instances that run, the same after a restart: takes over its own work at once after a crash.")
    private @Nullable String instance;

    @Option(
            names = "--state",
            paramLabel = "<dir>",
            description = "Stores; one directory for each process, kept over restarts. Default: .mesh/state")
    private @Nullable Path state;

    @Option(names = "--host", paramLabel = "<address>", description = "Where the API listens. Default: 127.0.0.1")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            description = "Of the API; 0 for any free one. Default: 8080, trigger alone 8082, handler alone 8083")
    private @Nullable Integer port;

    @Option(
            names = "--policies",
            paramLabel = "<dir>",
            description = "correlation: follow the policies and services in this directory.")
    private @Nullable Path policies;

    @Option(
            names = "--actions",
            paramLabel = "<file|dir>",
            description = "handler: YAML of the programs that steps may run.")
    private @Nullable Path actions;

    @Override
    public Integer call() throws InterruptedException {
        Served.start(new ServedSettings(
                EnumSet.copyOf(services),
                bootstrapServers,
                registryUrl,
                instance,
                state,
                host,
                port,
                policies,
                actions));
        new CountDownLatch(1).await(); // the process is told to end, or not
        return ExitCodes.OK;
    }
}
