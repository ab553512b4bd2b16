package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where other instances reach the API of this one; every name and default stands in docs/configuration.md.
 *
 * @param given host:port; null: where the server listens
 * @param host that the server listens on; null or a wildcard: this host's own address is advertised
 * @param port that the server listens on; without a fixed one nothing is advertised
 */
@Singleton
record Advertised(
        @Property(name = "correlation.advertised") @Nullable String given,

        @Property(name = "micronaut.server.host") @Nullable String host,

        @Property(name = "micronaut.server.port", defaultValue = "8080")
        String port) {
    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:]+]|[a-zA-Z0-9._-]+):[1-9][0-9]{0,4}");

    Advertised {
        if (given != null && !HOST_AND_PORT.matcher(given).matches()) {
            throw new IllegalArgumentException(
                    "Expected correlation.advertised as host:port, such as 10.0.0.7:8080, but got '" + given + "'");
        }
    }

    /** {@code host:port}; null when nobody can be told. */
    @Nullable
    String address() {
        if (given != null) {
            return given;
        }
        return port.matches("[1-9][0-9]{0,4}") ? ownHost() + ":" + port : null;
    }

    private String ownHost() {
        if (host != null && !host.isBlank() && !host.equals("0.0.0.0") && !host.equals("::")) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }
}
