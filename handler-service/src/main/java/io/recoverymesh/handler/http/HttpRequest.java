package io.recoverymesh.handler.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request, ready to be sent. */
record HttpRequest(
        String method,
        Url url,
        Map<String, String> headers,
        @Nullable String body) {
    HttpRequest {
        headers = Map.copyOf(headers);
    }

    HttpRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(header::equalsIgnoreCase);
        more.put(header, value);
        return new HttpRequest(method, url, more, body);
    }

    /** Without the query. */
    String name() {
        return method + " " + url;
    }
}
