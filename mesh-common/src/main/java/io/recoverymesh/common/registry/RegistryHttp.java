package io.recoverymesh.common.registry;

import io.recoverymesh.common.registry.RegistryException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends a request to the first URL that answers, the last good one first, in a bounded number of rounds. */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    /** What came back: the status, the body, and the address for messages. */
    record Reply(int status, String body, URI from) {}

    private final RegistryConfig config;
    private final HttpClient client;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        if (!config.tls().isEmpty()) {
            builder.sslContext(RegistryTls.context(config.tls()));
        }
        this.client = builder.build();
    }

    Reply send(String method, String path, @Nullable String body) {
        for (int round = 0; ; round++) {
            Reply refusal = null;
            IOException failure = null;
            for (int i = 0; i < config.urls().size(); i++) {
                int at = (preferred + i) % config.urls().size();
                try {
                    Reply reply = exchange(config.urls().get(at), method, path, body);
                    if (reply.status() < 500 && reply.status() != 429) {
                        preferred = at;
                        return reply;
                    }
                    refusal = reply;
                } catch (IOException e) {
                    failure = e;
                }
            }
            if (round >= config.retries()) {
                throw unavailable(method, path, refusal, failure);
            }
            pause(config.retryWait().toMillis() << Math.min(round, 6));
        }
    }

    private Reply exchange(URI base, String method, String path, @Nullable String body) throws IOException {
        URI uri = URI.create(base + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(config.readTimeout())
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        if (config.authorization() != null) {
            request.header("Authorization", config.authorization());
        }
        HttpResponse<String> response = await(client.sendAsync(request.build(), BodyHandlers.ofString()));
        return new Reply(response.statusCode(), response.body(), uri);
    }

    /** The client's own time limit ends with the headers; this one includes the body. */
    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> response) throws IOException {
        try {
            return response.get(
                    config.connectTimeout().plus(config.readTimeout()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no complete answer within " + config.readTimeout(), e);
        } catch (InterruptedException e) {
            response.cancel(true);
            throw new InterruptException(e);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private RegistryException unavailable(
            String method, String path, @Nullable Reply refusal, @Nullable IOException failure) {
        String came = refusal == null
                ? String.valueOf(failure)
                : "HTTP " + refusal.status() + " from " + refusal.from() + ": " + refusal.body();
        return new RegistryException(
                Reason.UNAVAILABLE,
                "Expected the schema registry to answer " + method + " " + path + " at one of " + config.urls()
                        + ", but after " + (config.retries() + 1) + " rounds the last was: " + came
                        + ". Check that it runs and that " + RegistryConfig.URL + " is right.",
                failure);
    }
}
