package io.recoverymesh.standalone.wiring;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is started, where it listens and where it keeps its data.
 *
 * @param data everything that outlives the process; absolute
 * @param port REST API, intake and health on 127.0.0.1; 0 for any free one
 * @param brokerPort Kafka on 127.0.0.1; 0 for any free one
 * @param bootstrapServers another Kafka instead of the embedded one
 * @param registryUrl another schema registry instead of the embedded one
 * @param policies directory that is followed
 * @param actions YAML of the programs that steps may run
 */
public record StandaloneSettings(
        Path data,
        int port,
        int brokerPort,
        @Nullable String bootstrapServers,
        @Nullable String registryUrl,
        @Nullable Path policies,
        @Nullable Path actions) {

    /** All of it embedded, on free ports. */
    public static StandaloneSettings in(Path data) {
        return new StandaloneSettings(data.toAbsolutePath().normalize(), 0, 0, null, null, null, null);
    }

    public StandaloneSettings onPort(int chosen) {
        return new StandaloneSettings(data, chosen, brokerPort, bootstrapServers, registryUrl, policies, actions);
    }

    public StandaloneSettings withBrokerOnPort(int chosen) {
        return new StandaloneSettings(data, port, chosen, bootstrapServers, registryUrl, policies, actions);
    }

    public StandaloneSettings withBootstrapServers(@Nullable String servers) {
        return new StandaloneSettings(data, port, brokerPort, servers, registryUrl, policies, actions);
    }

    public StandaloneSettings withRegistry(@Nullable String url) {
        return new StandaloneSettings(data, port, brokerPort, bootstrapServers, url, policies, actions);
    }

    public StandaloneSettings withPolicies(@Nullable Path directory) {
        return new StandaloneSettings(data, port, brokerPort, bootstrapServers, registryUrl, directory, actions);
    }

    public StandaloneSettings withActions(@Nullable Path fileOrDirectory) {
        return new StandaloneSettings(data, port, brokerPort, bootstrapServers, registryUrl, policies, fileOrDirectory);
    }
}
