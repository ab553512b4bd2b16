package io.recoverymesh.standalone.demo;

import io.recoverymesh.standalone.wiring.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's services as processes; all of them end with {@link #close()}, and with this process. */
final class DemoServices implements AutoCloseable {
    private final Map<String, ServiceFiles> services = new LinkedHashMap<>();

    /**
     * Starts each.
     *
     * @param ports of each, by name
     */
    static DemoServices start(Path directory, Map<String, Integer> ports) throws IOException {
        DemoServices started = new DemoServices();
        for (Map.Entry<String, Integer> service : ports.entrySet()) {
            ServiceFiles files = new ServiceFiles(directory, service.getKey());
            Files.deleteIfExists(files.crash());
            Files.deleteIfExists(files.errors());
            Files.write(
                    files.command(),
                    java(
                            DemoService.class,
                            service.getKey(),
                            String.valueOf(service.getValue()),
                            directory.toString(),
                            String.valueOf(ProcessHandle.current().pid())));
            started.services.put(service.getKey(), files);
            DemoRestart.launch(files);
        }
        return started;
    }

    /** The command line of a small main class of ours. */
    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Installation.java().toString(),
                "-Xmx24m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                Installation.code().toString(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    ServiceFiles files(String name) {
        ServiceFiles found = services.get(name);
        if (found == null) {
            throw new IllegalArgumentException("Expected one of " + services.keySet() + ", but got " + name);
        }
        return found;
    }

    /** Ends a service as kill -9 does. Returns the id of the process that was. */
    long kill(String name) throws IOException {
        ProcessHandle process = files(name)
                .process()
                .orElseThrow(() -> new IllegalStateException("Expected " + name + " to run, but it does not"));
        process.destroyForcibly();
        return process.pid();
    }

    boolean allRun() throws IOException {
        for (ServiceFiles service : services.values()) {
            if (service.process().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        for (ServiceFiles service : services.values()) {
            try {
                service.process().ifPresent(ProcessHandle::destroyForcibly);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
