package io.recoverymesh.standalone.support;

import io.recoverymesh.standalone.broker.Broker;
import io.recoverymesh.standalone.broker.BrokerSettings;
import io.recoverymesh.standalone.broker.EmbeddedBroker;
import io.recoverymesh.standalone.registry.RegistryProcess;
import io.recoverymesh.standalone.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One real broker and one real registry for all integration tests of this JVM, on free ports, in a temporary directory.
 *
 * <p>The broker runs in a container where Docker answers, otherwise in this JVM. Started when first asked for, ended with the JVM. Tests keep apart by a topic prefix of their own; one that stops
 * a broker or a registry starts its own ({@link #distribution()}).
 */
public final class MeshInfrastructure {

    private final Path directory;
    private final Broker broker;
    private final RegistryProcess registry;

    private MeshInfrastructure(Path directory) {
        this.directory = directory;
        CompletableFuture<RegistryProcess> starting = CompletableFuture.supplyAsync(
                () -> RegistryProcess.start(RegistrySettings.of(distribution(), directory.resolve("registry"), 0)));
        this.broker = ContainerBroker.start(ContainerBroker.image())
                .orElseGet(() -> EmbeddedBroker.start(new BrokerSettings(directory.resolve("broker"), 0)));
        this.registry = starting.join();
    }

    private static final class Shared {
        static final MeshInfrastructure INSTANCE = start();
    }

    /** The broker and the registry of this JVM. */
    public static MeshInfrastructure shared() {
        return Shared.INSTANCE;
    }

    /** The unpacked registry, for tests that start their own. */
    public static Path distribution() {
        return Path.of("target", "registry");
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What serdes set as {@code schema.registry.url}. */
    public String registryUrl() {
        return registry.url();
    }

    /** What a serde needs to be configured with. */
    public Map<String, Object> serdeConfig() {
        return Map.of("schema.registry.url", registryUrl());
    }

    private static MeshInfrastructure start() {
        try {
            MeshInfrastructure started = new MeshInfrastructure(Files.createTempDirectory("recovery-mesh-it"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "mesh-infrastructure-stop"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        registry.close();
        broker.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
