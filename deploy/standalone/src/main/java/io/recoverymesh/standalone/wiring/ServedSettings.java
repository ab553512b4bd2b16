package io.recoverymesh.standalone.wiring;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which services a process runs, and what its command line says of them; null is left to the environment and the defaults.
 *
 * @param services at least one
 * @param bootstrapServers Kafka
 * @param registryUrl schema registry
 * @param instance unique among those that run, the same after a restart
 * @param state stores of Kafka Streams
 * @param host address that the API listens on
 * @param port of the API; 0 for any free one
 * @param policies directory that is followed
 * @param actions YAML of the programs that steps may run
 */
public record ServedSettings(
        Set<ServiceName> services,
        @Nullable String bootstrapServers,
        @Nullable String registryUrl,
        @Nullable String instance,
        @Nullable Path state,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Path policies,
        @Nullable Path actions) {

    public ServedSettings {
        services = Set.copyOf(services);
    }

    /** As properties of the services. */
    Map<String, Object> properties() {
        Map<String, Object> given = new HashMap<>();
        for (ServiceName service : ServiceName.values()) {
            given.put(service + ".enabled", services.contains(service));
        }
        put(given, "mesh.bootstrap-servers", bootstrapServers);
        put(given, "mesh.registry-url", registryUrl);
        put(given, "mesh.instance", instance);
        put(given, "handler.instance", instance);
        put(given, "mesh.state-dir", absolute(state));
        put(given, "micronaut.server.host", host);
        put(given, "micronaut.server.port", port);
        put(given, "correlation.policies", absolute(policies));
        put(given, "handler.exec.file", absolute(actions));
        return given;
    }

    private static void put(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }

    private static @Nullable String absolute(@Nullable Path path) {
        return path == null ? null : path.toAbsolutePath().normalize().toString();
    }
}
