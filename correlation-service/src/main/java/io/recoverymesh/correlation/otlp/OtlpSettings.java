package io.recoverymesh.correlation.otlp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where spans go.
 *
 * @param traces the whole URL, such as {@code http://127.0.0.1:4318/v1/traces}
 * @param headers of every request, such as a token; never logged
 * @param timeout of one request
 */
public record OtlpSettings(URI traces, Map<String, String> headers, Duration timeout) {
    public OtlpSettings {
        headers = Map.copyOf(headers);
        String scheme = traces.getScheme();
        if (traces.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    "Expected otel.exporter.otlp.endpoint as a URL such as http://127.0.0.1:4318, but got '" + traces
                            + "'");
        }
    }

    /** As the OpenTelemetry specification says: the signal's path is added to the endpoint; headers are {@code a=b,c=d}. */
    public static OtlpSettings of(String endpoint, String headers, Duration timeout) {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        try {
            return new OtlpSettings(URI.create(base + "/v1/traces"), pairs(headers), timeout);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("otel.exporter.otlp: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return traces.toString();
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isBlank() && equals < 1) {
                throw new IllegalArgumentException(
                        "Expected otel.exporter.otlp.headers as name=value pairs separated by commas, but one has no '='");
            }
            if (equals > 0) {
                pairs.put(
                        pair.substring(0, equals).strip(),
                        URLDecoder.decode(pair.substring(equals + 1).strip(), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }
}
