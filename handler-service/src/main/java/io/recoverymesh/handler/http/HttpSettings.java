package io.recoverymesh.handler.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the http action may do.
 *
 * @param allowedHosts {@code host} or {@code host:port}; nothing else is called
 * @param timeout longest exchange, where the command's deadline does not come first
 * @param connectTimeout longest wait for a connection
 * @param responseLimit bytes kept of a response's body
 */
public record HttpSettings(List<String> allowedHosts, Duration timeout, Duration connectTimeout, int responseLimit) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final int DEFAULT_RESPONSE_LIMIT = 64 * 1024;

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Duration LONGEST = Duration.ofHours(1);

    public HttpSettings {
        allowedHosts =
                allowedHosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
        for (String host : allowedHosts) {
            require(HOST.matcher(host).matches(), "allowed-hosts to be host or host:port", host);
        }
        require(within(timeout), "timeout above 0s, up to 1h", timeout);
        require(within(connectTimeout), "connect-timeout above 0s, up to 1h", connectTimeout);
        require(
                responseLimit >= 0 && responseLimit <= DEFAULT_RESPONSE_LIMIT,
                "response-limit of 0 to " + DEFAULT_RESPONSE_LIMIT + " bytes",
                responseLimit);
    }

    boolean allows(String host, int port) {
        String lower = host.toLowerCase(Locale.ROOT);
        return allowedHosts.contains(lower) || allowedHosts.contains(lower + ":" + port);
    }

    private static boolean within(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0;
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected handler.http." + expected + ", but got '" + got + "'");
        }
    }
}
