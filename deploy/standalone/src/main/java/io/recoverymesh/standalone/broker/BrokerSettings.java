package io.recoverymesh.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Where the embedded broker keeps its data and listens.
 *
 * @param dataDirectory made and formatted when first used
 * @param port on 127.0.0.1; 0 for any free one
 * @param protocol of the listener: PLAINTEXT, or another one with what it needs in {@code more}
 * @param more of the broker's own settings; they win
 */
public record BrokerSettings(Path dataDirectory, int port, SecurityProtocol protocol, Map<String, String> more) {

    /** Whoever reaches it may use it. */
    public BrokerSettings(Path dataDirectory, int port) {
        this(dataDirectory, port, SecurityProtocol.PLAINTEXT, Map.of());
    }

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Expected a broker port between 0 and 65535, but it is " + port + ".");
        }
        more = Map.copyOf(more);
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }
}
