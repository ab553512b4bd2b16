package io.recoverymesh.standalone.wiring;

import io.recoverymesh.standalone.client.MeshCallException;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A whole mesh in this JVM, ready when {@link #start} returns; its data survives it. */
public final class Standalone implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;

    private final DataLock lock;
    private final Infrastructure infrastructure;
    private final Services services;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Standalone(DataLock lock, Infrastructure infrastructure, Services services) {
        this.lock = lock;
        this.infrastructure = infrastructure;
        this.services = services;
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @param says takes one line for each thing that is there
     * @throws StandaloneException saying what to do
     */
    public static Standalone start(StandaloneSettings settings, Consumer<String> says) {
        long began = System.nanoTime();
        Path log = LogFile.in(settings.data());
        DataLock lock = DataLock.take(settings.data());
        Infrastructure infrastructure = null;
        Services services = null;
        try {
            int port = freePort(settings.port());
            infrastructure = Infrastructure.start(settings);
            says.accept("broker    " + infrastructure.bootstrapServers() + since(began));
            says.accept("registry  " + infrastructure.registryUrl() + since(began));
            services = Services.start(settings, port, infrastructure);
            Standalone mesh = new Standalone(lock, infrastructure, services);
            mesh.awaitReady();
            says.accept("data      " + settings.data() + " (log: " + log.getFileName() + ")");
            says.accept("mesh      " + mesh.url() + "  ready" + since(began));
            return mesh;
        } catch (RuntimeException e) {
            closeAll(services, infrastructure, lock);
            throw e instanceof StandaloneException known ? known : StartFailure.of("the mesh", e, log);
        }
    }

    /** Where the REST API is. */
    public String url() {
        return "http://" + LoopbackPort.HOST + ":" + port();
    }

    public int port() {
        return services.port();
    }

    public String bootstrapServers() {
        return infrastructure.bootstrapServers();
    }

    /** Ends the mesh when the process is told to end, and says so afterwards. */
    public void closeOnExit(Runnable afterwards) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close();
                            afterwards.run();
                        },
                        "mesh-stop"));
    }

    /** Returns when the mesh is closed. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Ends services, broker and registry, in this order; a second call waits for the first. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                closeAll(services, infrastructure, lock);
            } finally {
                closed.countDown();
            }
        }
    }

    private static void closeAll(@Nullable Services services, @Nullable Infrastructure infrastructure, DataLock lock) {
        try (lock;
                infrastructure;
                services) {
            LogFile.note("Stopping.");
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try (MeshClient client = new MeshClient(url())) {
            while (true) {
                try {
                    client.get("/health");
                    return;
                } catch (MeshCallException e) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException(
                                "it was not ready within " + READY_WITHIN.toSeconds() + " s: " + e.getMessage(), e);
                    }
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the wait for it was interrupted", e);
        }
    }

    private static int freePort(int port) {
        return LoopbackPort.claim(port)
                .orElseThrow(() -> new StandaloneException(
                        "Expected port " + port + " on " + LoopbackPort.HOST
                                + " for the mesh, but something listens there. Stop it, or choose another with --port "
                                + "(0 for any).",
                        null));
    }

    private static String since(long began) {
        return String.format(Locale.ROOT, "  (%.1f s)", (System.nanoTime() - began) / 1e9);
    }
}
