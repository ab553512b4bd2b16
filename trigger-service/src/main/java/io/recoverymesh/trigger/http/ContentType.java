package io.recoverymesh.trigger.http;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says about its body; only JSON in UTF-8 is taken, by whatever name it goes. */
record ContentType(String type, @Nullable String charset) {
    /** What clients send when nobody told them what they send. */
    private static final Set<String> UNSAID =
            Set.of("", "text/plain", "application/octet-stream", "application/x-www-form-urlencoded");

    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");
    private static final Set<String> ENCODINGS = Set.of("", "identity", "gzip", "x-gzip", "deflate");

    static ContentType of(@Nullable String header) {
        if (header == null) {
            return new ContentType("", null);
        }
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        String charset = null;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("charset=")) {
                charset = parameter.substring("charset=".length()).replace("\"", "");
            }
        }
        return new ContentType(parts[0].strip(), charset);
    }

    /** Null where the body can be read; otherwise what was expected. */
    static @Nullable String problem(@Nullable String contentType, @Nullable String encoding) {
        ContentType type = of(contentType);
        if (!type.isJson() && !UNSAID.contains(type.type())) {
            return "Expected JSON, but got " + shortened(type.type())
                    + ". Send application/json, application/cloudevents+json or application/cloudevents-batch+json; exporters"
                    + " of OpenTelemetry have the setting 'encoding: json'.";
        }
        if (type.charset() != null && !CHARSETS.contains(type.charset())) {
            return "Expected UTF-8, but got charset " + shortened(type.charset()) + ". Send UTF-8.";
        }
        String coded = encoding == null ? "" : encoding.toLowerCase(Locale.ROOT).strip();
        return ENCODINGS.contains(coded)
                ? null
                : "Expected gzip, deflate or no Content-Encoding, but got " + shortened(coded) + ". Send gzip.";
    }

    private boolean isJson() {
        return type.equals("text/json")
                || (type.startsWith("application/") && (type.endsWith("/json") || type.endsWith("+json")));
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
