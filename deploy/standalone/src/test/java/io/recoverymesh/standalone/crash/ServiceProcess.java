package io.recoverymesh.standalone.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One service in a process of its own, as in production, to be killed and started again. */
final class ServiceProcess implements AutoCloseable {
    private final List<String> command = new ArrayList<>();
    private final File log;
    private Process process;

    ServiceProcess(Class<?> main, Path log, Map<String, String> properties) {
        this.log = log.toFile();
        command.addAll(List.of(
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
        process = start();
    }

    /** Ends it as {@code kill -9} does, and starts another in its place. */
    void killAndRestart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = start();
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
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
