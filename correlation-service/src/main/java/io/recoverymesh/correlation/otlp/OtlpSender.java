package io.recoverymesh.correlation.otlp;

import io.recoverymesh.correlation.trace.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** One request with spans, and what became of it. */
public final class OtlpSender implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** As the OTLP specification lists them. */
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 429, 502, 503, 504);

    private final OtlpSettings settings;
    private final SpanEncoder encoder;
    private final HttpClient http;

    /** @param resource attributes such as {@code service.name} */
    public OtlpSender(OtlpSettings settings, Map<String, String> resource) {
        this.settings = settings;
        this.encoder = new SpanEncoder(resource);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** What became of a request. */
    public sealed interface Result {
        /** The receiver has taken it. */
        record Taken() implements Result {}

        /** @param reason one clause: the same request may be taken later */
        record Later(String reason) implements Result {}

        /** @param reason one clause: the same request will never be taken */
        record Refused(String reason) implements Result {}
    }

    /** Sends; waits for the answer at most as long as the settings say. */
    public Result send(List<Span> spans) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.traces())
                .timeout(settings.timeout())
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped(encoder.encode(spans))));
        settings.headers().forEach(request::setHeader);
        try {
            return result(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Result.Later(settings + " did not answer: " + e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Result result(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status < 300) {
            return new Result.Taken();
        }
        String reason = settings + " answered " + status;
        return TRY_AGAIN.contains(status) ? new Result.Later(reason) : new Result.Refused(reason);
    }

    private static byte[] zipped(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new IllegalStateException("Expected memory to be writable", e);
        }
        return bytes.toByteArray();
    }
}
