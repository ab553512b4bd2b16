package io.recoverymesh.standalone.registry;

import io.recoverymesh.common.registry.Compatibility;
import io.recoverymesh.common.registry.RegistryException;
import io.recoverymesh.common.registry.SchemaRegistries;
import io.recoverymesh.common.registry.SchemaRegistry;
import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in a process of its own, ready, on loopback, demanding BACKWARD compatibility.
 *
 * <p>It ends with {@link #close()}, and with this process, also when that is killed; its data stays.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 50;

    private final RegistrySettings settings;
    private final int port;
    private final Process process;
    private final ProcessMark mark;
    private final Path log;

    private RegistryProcess(RegistrySettings settings, int port, Process process, ProcessMark mark, Path log) {
        this.settings = settings;
        this.port = port;
        this.process = process;
        this.mark = mark;
        this.log = log;
    }

    /** Starts a registry and returns when it answers; throws {@link RegistryStartException} when it does not. */
    public static RegistryProcess start(RegistrySettings settings) {
        if (!Files.isRegularFile(settings.application())) {
            throw failed(settings.application() + " is not there. Build deploy/standalone, which unpacks it", null);
        }
        int port = LoopbackPort.claim(settings.port())
                .orElseThrow(() -> failed(
                        "something listens on port " + settings.port() + ". Stop it, or choose another port", null));
        try {
            RegistryProcess started = spawn(settings, port);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw failed(e.getMessage() + ". Check that " + settings.dataDirectory() + " may be written to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("the wait for it was interrupted. Start it again", e);
        }
    }

    private static RegistryProcess spawn(RegistrySettings settings, int port) throws IOException, InterruptedException {
        Files.createDirectories(settings.dataDirectory());
        ProcessMark mark = new ProcessMark(settings.dataDirectory().resolve("registry.pid"));
        mark.awaitEndOfFormer(settings.stopLimit());
        Path log = settings.dataDirectory().resolve("registry.log");
        Process process = RegistryCommand.of(settings, port)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        mark.write(process.toHandle());
        return new RegistryProcess(settings, port, process, mark, log);
    }

    /** What clients set as {@code schema.registry.url}. */
    public String url() {
        return "http://" + LoopbackPort.HOST + ":" + port + "/apis/ccompat/v7";
    }

    /** The process, to look at. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Setting the level is the first request that needs everything behind the HTTP port, so it tells readiness too. */
    private void awaitReady() throws InterruptedException {
        SchemaRegistry client = SchemaRegistries.of(
                Map.of("schema.registry.url", url(), "max.retries", 0, "http.read.timeout.ms", 2_000));
        long deadline = System.nanoTime() + settings.startLimit().toNanos();
        while (true) {
            try {
                client.compatibility(Compatibility.BACKWARD);
                return;
            } catch (RegistryException e) {
                boolean late = System.nanoTime() - deadline > 0;
                if (late || !process.isAlive()) {
                    String came = late ? "it did not answer within " + settings.startLimit() : "its process ended";
                    close();
                    throw failed(came + "; its last words: " + lastWords() + ". See " + log, e);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        }
    }

    private String lastWords() {
        try {
            String all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - 800)).strip();
        } catch (IOException e) {
            return "none (" + e.getMessage() + ")";
        }
    }

    /** Asks it to end, waits, and ends it and everything it started when that takes too long. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(settings.stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            mark.erase();
        } catch (IOException e) {
            throw new IllegalStateException("Expected to remove " + mark.file() + ", but " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static RegistryStartException failed(String but, @Nullable Throwable cause) {
        return new RegistryStartException("Expected the embedded schema registry to start, but " + but + ".", cause);
    }
}
