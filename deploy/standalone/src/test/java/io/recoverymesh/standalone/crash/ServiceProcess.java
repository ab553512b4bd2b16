package io.recoverymesh.standalone.crash;

import io.recoverymesh.standalone.wiring.ServiceName;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One service in a process of its own, as in production, to be killed and started again. */
final class ServiceProcess implements AutoCloseable {
    private final List<String> command;
    private final Map<String, String> environment;
    private final File log;
    private Process process;

    private ServiceProcess(Path log, List<String> command, Map<String, String> environment) {
        this.log = log.toFile();
        this.command = command;
        this.environment = environment;
        process = start();
    }

    /** A program of these tests. */
    ServiceProcess(Class<?> main, Path log, Map<String, String> properties) {
        this(log, java(main, properties), Map.of());
    }

    /** A service of the mesh, started as its users start it. */
    static ServiceProcess serving(ServiceName service, Path log, Map<String, String> properties) {
        String options = properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .collect(Collectors.joining(" "));
        Path script = Path.of("..", "..", "mesh").toAbsolutePath().normalize();
        return new ServiceProcess(
                log,
                List.of(script.toString(), "serve", service.toString()),
                Map.of("MESH_BUILD", "never", "MESH_JAVA_OPTS", "-Xmx256m " + options));
    }

    private static List<String> java(Class<?> main, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        properties.forEach((name, value) -> command.add("-" + name + "=" + value));
        return command;
    }

    /** Ends it as {@code kill -9} does, and starts another in its place. */
    void killAndRestart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
    }

    /** Ends it as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
