package io.recoverymesh.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.handler.action.Arguments;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One request, as {@code with} asks for it.
 *
 * @param expect status codes that are success; empty: every 2xx
 */
record Call(
        String method,
        URI url,
        Map<String, String> headers,
        @Nullable String body,
        Set<Integer> expect) {
    private static final Set<String> FIELDS = Set.of("method", "url", "headers", "body", "expect");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** @throws IllegalArgumentException saying what was expected and what came */
    static Call of(Arguments arguments, HttpSettings settings) {
        for (String name : arguments.names()) {
            require(FIELDS.contains(name), "the arguments " + new TreeSet<>(FIELDS), name);
        }
        String method = arguments.text("method").orElse("POST").toUpperCase(Locale.ROOT);
        require(METHODS.contains(method), "'method' to be one of " + new TreeSet<>(METHODS), method);
        Map<String, String> headers = headers(arguments);
        JsonNode body = arguments.value("body").orElse(null);
        boolean typed = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        if (body != null && body.isContainerNode() && !typed) {
            headers.put("Content-Type", "application/json");
        }
        return new Call(method, url(arguments, settings), headers, text(body), expect(arguments));
    }

    boolean expects(int status) {
        return expect.isEmpty() ? status >= 200 && status < 300 : expect.contains(status);
    }

    private static URI url(Arguments arguments, HttpSettings settings) {
        String written = arguments
                .text("url")
                .orElseThrow(() -> new IllegalArgumentException("Expected 'url' in 'with', but there is none"));
        URI url;
        try {
            url = new URI(written);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Expected 'url' to be a URL, but " + e.getMessage(), e);
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        require(scheme.equals("http") || scheme.equals("https"), "'url' to start with http:// or https://", written);
        String host = url.getHost();
        if (host == null) {
            throw new IllegalArgumentException("Expected 'url' to name a host, but got '" + written + "'");
        }
        require(url.getUserInfo() == null, "'url' without user and password: use 'headers'", host);
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        if (!settings.allows(host, port)) {
            throw new IllegalArgumentException("Expected 'url' to name one of the allowed hosts "
                    + settings.allowedHosts() + ", but got " + host + ":" + port + ". Add '" + host
                    + "' to handler.http.allowed-hosts where the handler runs.");
        }
        return url;
    }

    private static Map<String, String> headers(Arguments arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        arguments.value("headers").ifPresent(written -> {
            require(written.isObject(), "'headers' to be a map", written);
            written.properties().forEach(header -> {
                require(
                        header.getValue().isValueNode(),
                        "header '" + header.getKey() + "' to be a text",
                        header.getValue());
                headers.put(header.getKey(), header.getValue().asText());
            });
        });
        return headers;
    }

    private static Set<Integer> expect(Arguments arguments) {
        Set<Integer> expect = new TreeSet<>();
        arguments.value("expect").ifPresent(written -> {
            require(written.isArray() && !written.isEmpty(), "'expect' to be a list of status codes", written);
            for (JsonNode status : written) {
                require(
                        status.isInt() && status.asInt() >= 100 && status.asInt() <= 599,
                        "'expect' to be a list of status codes",
                        written);
                expect.add(status.asInt());
            }
        });
        return expect;
    }

    private static @Nullable String text(@Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        return body.isValueNode() ? body.asText() : body.toString();
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", but got '" + got + "'. Mend 'with'.");
        }
    }
}
