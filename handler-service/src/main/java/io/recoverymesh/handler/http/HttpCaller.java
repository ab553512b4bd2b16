package io.recoverymesh.handler.http;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** Sends one request over one connection of its own, within a time, and reads the first bytes of the answer. */
public final class HttpCaller implements AutoCloseable {
    private final HttpClients clients;
    private final int responseLimit;

    /** @param tls what to show to, and expect of, some hosts; for all others what the system trusts */
    public HttpCaller(HttpSettings settings, List<TlsIdentity> tls, NameLookup lookup) {
        this.clients = new HttpClients(settings, tls, lookup);
        this.responseLimit = settings.responseLimit();
    }

    /**
     * Posts JSON to a URL of the handler's own configuration.
     *
     * @throws IOException as {@link #call} does
     */
    public HttpAnswer post(String url, Map<String, String> headers, String json, Duration limit)
            throws IOException, InterruptedException {
        HttpRequest request =
                new HttpRequest("POST", Url.of(url), headers, json).with("Content-Type", "application/json");
        return call(request, limit);
    }

    /**
     * @throws ForbiddenAddressException when the host leads where nobody may connect to
     * @throws HttpTimeoutException when there was no whole answer in time
     * @throws IOException when there was no answer
     * @throws InterruptedException the connection was closed
     */
    HttpAnswer call(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        HttpUriRequestBase message = message(request);
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("http-" + request.url().host()).start(() -> exchange(request, message, answer));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            message.cancel();
        }
    }

    private void exchange(HttpRequest request, HttpUriRequestBase message, CompletableFuture<HttpAnswer> answer) {
        CloseableHttpClient client = clients.of(request.url().host());
        try (ClassicHttpResponse response = client.executeOpen(null, message, null)) {
            Header location = response.getFirstHeader("Location");
            answer.complete(read(response, location == null ? null : location.getValue()));
            // Else closing would first read what is left of it.
            message.cancel();
        } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private HttpAnswer read(ClassicHttpResponse response, @Nullable String location) throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(responseLimit + 1);
        boolean truncated = bytes.length > responseLimit;
        String body = new String(bytes, 0, Math.min(bytes.length, responseLimit), StandardCharsets.UTF_8);
        return new HttpAnswer(response.getCode(), body, truncated, location);
    }

    private static HttpUriRequestBase message(HttpRequest request) {
        HttpUriRequestBase message =
                new HttpUriRequestBase(request.method(), request.url().uri());
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            message.setEntity(new StringEntity(request.body(), StandardCharsets.UTF_8));
        }
        return message;
    }

    @Override
    public void close() {
        clients.close();
    }
}
