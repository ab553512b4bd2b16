package io.recoverymesh.handler.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the http action may do.
 *
 * @param allowedHosts {@code host} or {@code host:port}; nothing else is called
 * @param allowedAddresses addresses or ranges, besides the public ones, that names may lead to
 * @param timeout longest exchange, where the command's deadline does not come first
 * @param connectTimeout longest wait for a connection
 * @param responseLimit bytes kept of a response's body
 */
public record HttpSettings(
        List<String> allowedHosts,
        List<String> allowedAddresses,
        Duration timeout,
        Duration connectTimeout,
        int responseLimit) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final int DEFAULT_RESPONSE_LIMIT = 64 * 1024;

    private static final Pattern ENTRY = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*)(:\\d{1,5})?");
    private static final Duration LONGEST = Duration.ofHours(1);

    public HttpSettings {
        allowedHosts = allowedHosts.stream().map(HttpSettings::entry).toList();
        allowedAddresses = List.copyOf(allowedAddresses);
        for (String range : allowedAddresses) {
            try {
                AddressRange.of(range);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("handler.http.allowed-addresses: " + e.getMessage(), e);
            }
        }
        require(within(timeout), "timeout above 0s, up to 1h", timeout);
        require(within(connectTimeout), "connect-timeout above 0s, up to 1h", connectTimeout);
        require(
                responseLimit >= 0 && responseLimit <= DEFAULT_RESPONSE_LIMIT,
                "response-limit of 0 to " + DEFAULT_RESPONSE_LIMIT + " bytes",
                responseLimit);
    }

    /** For hosts that the handler's own configuration names. */
    public static HttpSettings ofOwnHosts() {
        return new HttpSettings(
                List.of(),
                List.of("0.0.0.0/0", "::/0"),
                DEFAULT_TIMEOUT,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_RESPONSE_LIMIT);
    }

    boolean allows(Url url) {
        return allowedHosts.contains(url.host()) || allowedHosts.contains(url.host() + ":" + url.port());
    }

    /** What may be connected to for this host: an address that stands among the hosts is allowed for itself. */
    AddressRules addresses(String host) {
        List<AddressRange> allowed = new ArrayList<>();
        allowedAddresses.forEach(range -> allowed.add(AddressRange.of(range)));
        boolean listed = allowedHosts.stream().anyMatch(entry -> entry.equals(host) || entry.startsWith(host + ":"));
        if (listed && HostForm.isAddress(host)) {
            InetAddress itself = AddressRange.address(host);
            allowed.add(new AddressRange(itself, itself.getAddress().length * 8));
        }
        if (listed && host.equals("localhost")) {
            allowed.add(AddressRange.of("127.0.0.0/8"));
            allowed.add(AddressRange.of("::1"));
        }
        return new AddressRules(allowed);
    }

    private static String entry(String written) {
        Matcher matcher = ENTRY.matcher(written.toLowerCase(Locale.ROOT));
        require(matcher.matches(), "allowed-hosts to be host or host:port", written);
        try {
            String port = matcher.group(2) == null ? "" : matcher.group(2);
            return HostForm.read(matcher.group(1)) + port;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("handler.http.allowed-hosts: " + e.getMessage(), e);
        }
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
