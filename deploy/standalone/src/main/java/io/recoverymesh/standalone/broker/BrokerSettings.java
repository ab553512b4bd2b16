package io.recoverymesh.standalone.broker;

import java.nio.file.Path;

/**
 * Where the embedded broker keeps its data and listens.
 *
 * @param dataDirectory made and formatted when first used
 * @param port on 127.0.0.1; 0 for any free one
 */
public record BrokerSettings(Path dataDirectory, int port) {

    public BrokerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Expected a broker port between 0 and 65535, but it is " + port + ".");
        }
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }
}
