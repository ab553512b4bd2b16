package io.recoverymesh.benchmarks;

import io.recoverymesh.handler.sdk.MeshSettings;
import io.recoverymesh.handler.sdk.RecoveryHandlers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A handler in a JVM of its own that has nothing to do. */
public final class IdleHandler {
    private static final Duration SETTLE = Duration.ofSeconds(70);

    private IdleHandler() {}

    /** Waits, with its environment as settings. */
    public static void main(String[] args) throws InterruptedException {
        RecoveryHandlers.start(MeshSettings.of(System.getenv(), "idle-1"), new HandlerChain.Actions());
        new CountDownLatch(1).await();
    }

    /** Share of one core that it takes, in percent, once its start is over. */
    static double percentOfACore(Arena arena, Duration length) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleHandler.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("MESH_BOOTSTRAP_SERVERS", arena.bootstrapServers());
        builder.environment().put("MESH_REGISTRY_URL", arena.registryUrl());
        builder.environment().put("MESH_TOPIC_PREFIX", "idle.");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Pause.of(SETTLE);
            Duration before = cpu(process);
            Pause.of(length);
            return 100.0 * cpu(process).minus(before).toNanos() / length.toNanos();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }
}
