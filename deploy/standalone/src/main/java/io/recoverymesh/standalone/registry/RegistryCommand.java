package io.recoverymesh.standalone.registry;

import io.recoverymesh.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command line and environment of the registry's JVM: small, quick to start, on loopback, telling nobody. */
final class RegistryCommand {

    private RegistryCommand() {}

    static ProcessBuilder of(RegistrySettings settings, int port) throws IOException {
        Path guardian = GuardianJar.ensure(settings.cache(), settings.application());
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + settings.cache().resolve("registry.jsa"),
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                guardian.toString()));
        builder.environment().putAll(environment(settings.dataDirectory(), port));
        return builder;
    }

    private static Map<String, String> environment(Path data, int port) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", LoopbackPort.HOST),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
                Map.entry("QUARKUS_HTTP_IO_THREADS", "1"),
                Map.entry("QUARKUS_MANAGEMENT_HOST", LoopbackPort.HOST),
                Map.entry("QUARKUS_MANAGEMENT_PORT", "0"),
                Map.entry("QUARKUS_OTEL_SDK_DISABLED", "true"),
                Map.entry("QUARKUS_THREAD_POOL_MAX_THREADS", "8"),
                Map.entry("QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE", "1"),
                Map.entry("QUARKUS_LOG_LEVEL", "WARN"),
                Map.entry("APICURIO_DATASOURCE_URL", "jdbc:h2:file:" + data.resolve("database")),
                Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "4"),
                Map.entry("MALLOC_ARENA_MAX", "2"));
    }
}
