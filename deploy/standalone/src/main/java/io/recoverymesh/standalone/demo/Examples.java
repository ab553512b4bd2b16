package io.recoverymesh.standalone.demo;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.policy.ServiceDocument.Check;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The policies and signals of {@code examples/demo}, with the ports that are free on this machine. */
final class Examples {
    private final Path directory;
    private final Map<String, String> policies = new TreeMap<>();
    private final Map<String, Integer> ports = new TreeMap<>();

    private Examples(Path directory) {
        this.directory = directory;
    }

    /** @param says takes a line for each port that had to be another */
    static Examples read(Path directory, Consumer<String> says) throws IOException {
        Examples examples = new Examples(directory);
        Path policies = directory.resolve("policies");
        if (!Files.isDirectory(policies)) {
            throw new IllegalArgumentException("Expected the demo's policies in " + policies.toAbsolutePath()
                    + ", but there is no such directory. Run ./mesh from its own directory, or give --examples.");
        }
        try (Stream<Path> files = Files.list(policies)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                examples.policies.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        examples.choosePorts(says);
        return examples;
    }

    /** The port of each service, by name. */
    Map<String, Integer> ports() {
        return ports;
    }

    /** Names of the policies and services. */
    int documents() {
        return new PolicyReader().readTogether(policies, Map.of()).documents().size();
    }

    /** Writes the policies where the mesh is to load them from. */
    void writePolicies(Path target) throws IOException {
        Files.createDirectories(target);
        for (Map.Entry<String, String> policy : policies.entrySet()) {
            Files.writeString(target.resolve(policy.getKey()), policy.getValue());
        }
    }

    /** A signal as it lies in {@code signals}. */
    String signal(String name) throws IOException {
        return Files.readString(directory.resolve("signals").resolve(name));
    }

    private void choosePorts(Consumer<String> says) {
        for (ServiceDocument service : services()) {
            int wanted = port(service);
            int chosen = LoopbackPort.claim(wanted)
                    .orElseGet(() -> LoopbackPort.free(1).getFirst());
            if (chosen != wanted) {
                says.accept("port " + wanted + " is taken; " + service.name() + " listens on " + chosen);
                String host = LoopbackPort.HOST + ":";
                policies.replaceAll((file, text) -> text.replace(host + wanted, host + chosen));
            }
            ports.put(service.name(), chosen);
        }
    }

    private List<ServiceDocument> services() {
        return new PolicyReader()
                .readTogether(policies, Map.of()).documents().stream()
                        .filter(Document.DeclaredService.class::isInstance)
                        .map(document -> ((Document.DeclaredService) document).service())
                        .toList();
    }

    private static int port(ServiceDocument service) {
        return service.probes().getFirst().check() instanceof Check.HttpCheck http
                ? URI.create(http.url()).getPort()
                : 0;
    }
}
