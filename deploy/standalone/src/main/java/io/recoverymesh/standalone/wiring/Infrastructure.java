package io.recoverymesh.standalone.wiring;

import io.recoverymesh.standalone.broker.BrokerException;
import io.recoverymesh.standalone.broker.BrokerSettings;
import io.recoverymesh.standalone.broker.EmbeddedBroker;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.registry.RegistryProcess;
import io.recoverymesh.standalone.registry.RegistrySettings;
import io.recoverymesh.standalone.registry.RegistryStartException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The broker and the registry that the services speak to: embedded ones of ours, or those of others. */
record Infrastructure(
        String bootstrapServers,
        String registryUrl,
        @Nullable EmbeddedBroker broker,
        @Nullable RegistryProcess registry)
        implements AutoCloseable {

    /** Starts what is not given, both at the same time. */
    static Infrastructure start(StandaloneSettings settings) {
        requireFree(settings);
        CompletableFuture<@Nullable RegistryProcess> registry = CompletableFuture.supplyAsync(() -> registry(settings));
        EmbeddedBroker broker = null;
        try {
            broker = broker(settings);
            RegistryProcess ready = registry.join();
            return new Infrastructure(
                    broker == null ? String.valueOf(settings.bootstrapServers()) : broker.bootstrapServers(),
                    ready == null ? String.valueOf(settings.registryUrl()) : ready.url(),
                    broker,
                    ready);
        } catch (BrokerException e) {
            registry.thenAccept(Infrastructure::close)
                    .exceptionally(failed -> null)
                    .join();
            throw new StandaloneException(String.valueOf(e.getMessage()), e);
        } catch (CompletionException e) {
            if (broker != null) {
                broker.close();
            }
            throw e.getCause() instanceof RegistryStartException cause
                    ? new StandaloneException(String.valueOf(cause.getMessage()), cause)
                    : e;
        }
    }

    private static void requireFree(StandaloneSettings settings) {
        if (settings.bootstrapServers() == null
                && LoopbackPort.claim(settings.brokerPort()).isEmpty()) {
            throw new StandaloneException(
                    "Expected port " + settings.brokerPort() + " on " + LoopbackPort.HOST
                            + " for the broker, but something listens there. Stop it, choose another with "
                            + "--broker-port (0 for any), or use that broker with --bootstrap-servers.",
                    null);
        }
    }

    private static @Nullable EmbeddedBroker broker(StandaloneSettings settings) {
        return settings.bootstrapServers() == null
                ? EmbeddedBroker.start(new BrokerSettings(settings.data().resolve("broker"), settings.brokerPort()))
                : null;
    }

    private static @Nullable RegistryProcess registry(StandaloneSettings settings) {
        Path data = settings.data().resolve("registry");
        return settings.registryUrl() == null
                ? RegistryProcess.start(RegistrySettings.of(Installation.registry(), data, 0))
                : null;
    }

    private static void close(@Nullable RegistryProcess registry) {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(registry));
        if (broker != null) {
            broker.close();
        }
        closing.join();
    }
}
