package io.recoverymesh.trigger.http;

import io.micronaut.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** CloudEvents in binary mode: the attributes are headers {@code ce-…}, percent-encoded; the body is the data. */
final class BinaryEvents {
    private static final String PREFIX = "ce-";

    private BinaryEvents() {}

    /** Empty where the request is none. */
    static Map<String, String> attributes(HttpHeaders headers) {
        String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
        if (!headers.contains("ce-specversion")
                || ContentType.of(contentType).type().startsWith("application/cloudevents")) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            String value = headers.get(name);
            if (lower.startsWith(PREFIX) && value != null) {
                attributes.put(lower.substring(PREFIX.length()), decoded(value));
            }
        }
        String type = ContentType.of(contentType).type();
        if (type.startsWith("application/") && type.endsWith("json")) {
            attributes.put("datacontenttype", type);
        }
        return attributes;
    }

    /** As it is where it is not percent-encoded. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
