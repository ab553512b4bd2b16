package io.recoverymesh.handler.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes.
 *
 * @param uri as it is sent, with the host in its one form
 * @param host in lower case, IPv6 without brackets
 */
record Url(URI uri, String scheme, String host, int port) {
    /** A value that was put into a path must not climb out of it. */
    private static final Pattern DOT_SEGMENT =
            Pattern.compile("(?i)(?:^|/|\\\\|%2f|%5c)(?:\\.|%2e){1,2}(?:$|/|\\\\|%2f|%5c)");

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*]|[^:@\\[\\]]*)(?::(\\d{1,5}))?");

    /** @throws IllegalArgumentException saying what was expected and what came, without what may be secret */
    static Url of(String written) {
        URI uri;
        try {
            uri = new URI(written);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Expected 'url' to be a URL, but " + e.getReason(), e);
        }
        return of(uri);
    }

    static Url of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("Expected 'url' to start with http:// or https://, but it starts with '"
                    + scheme + ":'. Mend 'with'.");
        }
        String authority = uri.getRawAuthority();
        if (authority == null || authority.isEmpty()) {
            throw new IllegalArgumentException("Expected 'url' to name a host, but there is none. Mend 'with'.");
        }
        if (authority.contains("@")) {
            throw new IllegalArgumentException("Expected 'url' without user and password: use 'headers', and"
                    + " ${secret:…} in them. Mend 'with'.");
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected 'url' to name a host and a port, but got '" + authority + "'. Mend 'with'.");
        }
        if (uri.getRawPath() != null && DOT_SEGMENT.matcher(uri.getRawPath()).find()) {
            throw new IllegalArgumentException("Expected 'url' without . and .. in its path, but got '"
                    + uri.getRawPath() + "'. Mend 'with', or find out who sends such values.");
        }
        String host = HostForm.read(matcher.group(1));
        int port = matcher.group(2) == null ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "Expected 'url' to name a port from 1 to 65535, but got " + port + ". Mend 'with'.");
        }
        return new Url(uri, scheme, host, port);
    }

    /** Where a redirect from here leads. */
    Url to(String location) {
        try {
            return of(uri.resolve(new URI(location)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Expected a redirect to a URL, but " + e.getReason(), e);
        }
    }

    boolean sameOrigin(Url other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    boolean isAddress() {
        return HostForm.isAddress(host);
    }

    /** Without the query, which may hold what is nobody's business. */
    @Override
    public String toString() {
        return scheme + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
