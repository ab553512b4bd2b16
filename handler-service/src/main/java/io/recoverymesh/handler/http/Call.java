package io.recoverymesh.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.handler.action.Arguments;
import io.recoverymesh.handler.argument.Given;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One exchange, as {@code with} asks for it.
 *
 * @param expect status codes that are success; empty: every 2xx
 * @param redirects how many are followed
 */
record Call(HttpRequest request, Set<Integer> expect, int redirects) {
    static final int MOST_REDIRECTS = 5;

    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]{0,8192}");
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "proxy-authorization",
            "proxy-connection");

    /** @throws IllegalArgumentException saying what was expected and what came */
    static Call of(Arguments arguments, HttpSettings settings) {
        Given given = Given.to("http", arguments).only("method", "url", "headers", "body", "expect", "redirects");
        String method = given.text("method").orElse("POST").toUpperCase(Locale.ROOT);
        if (!List.of(METHODS).contains(method)) {
            throw given.refusal("method", "one of " + List.of(METHODS), method);
        }
        Url url = Url.of(given.required("url"));
        requireAllowed(url, settings).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        Map<String, String> headers = headers(given);
        JsonNode body = given.value("body").orElse(null);
        boolean typed = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        if (body != null && body.isContainerNode() && !typed) {
            headers.put("Content-Type", "application/json");
        }
        return new Call(
                new HttpRequest(method, url, headers, text(body)),
                expect(given),
                given.whole("redirects", 0, MOST_REDIRECTS).orElse(0));
    }

    /** Why it may not be called; what a name leads to is looked at when it is. */
    static Optional<String> requireAllowed(Url url, HttpSettings settings) {
        if (!settings.allows(url)) {
            return Optional.of(
                    "Expected 'url' to name one of the allowed hosts " + settings.allowedHosts() + ", but got "
                            + url.host() + ":" + url.port() + ". Add '" + url.host()
                            + "' to handler.http.allowed-hosts where the handler runs.");
        }
        return url.isAddress()
                ? settings.addresses(url.host())
                        .objection(AddressRange.address(url.host()))
                        .map(kind -> "Expected 'url' to name a public or allowed address, but got " + url.host() + " ("
                                + kind + "). Add it to handler.http.allowed-addresses where the handler runs.")
                : Optional.empty();
    }

    boolean expects(int status) {
        return expect.isEmpty() ? status >= 200 && status < 300 : expect.contains(status);
    }

    private static Map<String, String> headers(Given given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.texts("headers").forEach((name, value) -> {
            if (!HEADER.matcher(name).matches()) {
                throw given.refusal("headers", "named by letters, digits and -", name);
            }
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw given.refusal("headers", "other than those that the request itself needs", name);
            }
            if (!HEADER_VALUE.matcher(value).matches()) {
                throw given.refusal("headers." + name, "one line of at most 8192 characters", "another");
            }
            headers.put(name, value);
        });
        return headers;
    }

    private static Set<Integer> expect(Given given) {
        Set<Integer> expect = new TreeSet<>();
        given.value("expect").ifPresent(written -> {
            boolean holds = written.isArray() && !written.isEmpty();
            for (JsonNode status : written) {
                holds &= status.isInt() && status.asInt() >= 100 && status.asInt() <= 599;
                expect.add(status.asInt());
            }
            if (!holds) {
                throw given.refusal("expect", "a list of status codes", written);
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
}
