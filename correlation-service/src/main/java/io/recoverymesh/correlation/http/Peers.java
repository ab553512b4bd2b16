package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks other instances what was asked here, once: who is asked this way asks nobody else. */
@Singleton
final class Peers {
    /** Says that another instance asks. */
    static final String FORWARDED = "X-Mesh-Forwarded";
    /** Says which partitions an answer covers. */
    static final String PARTITIONS = "X-Mesh-Partitions";

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final ObjectMapper json;
    private @Nullable HttpClient client;

    Peers(ObjectMapper json) {
        this.json = json;
    }

    /** All at the same time; as many replies as were asked, in their order. */
    List<Reply> ask(List<URI> instances, HttpRequest<?> request, @Nullable Object body) {
        List<CompletableFuture<Reply>> asked =
                instances.stream().map(instance -> ask(instance, request, body)).toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    /** One after the other, until one knows: what takes effect must do so once. */
    List<Reply> askInTurn(List<URI> instances, HttpRequest<?> request, Object body) {
        List<Reply> replies = new ArrayList<>();
        for (URI instance : instances) {
            Reply reply = ask(instance, request, body).join();
            replies.add(reply);
            if (reply instanceof Reply.Answered answered && answered.isFinal()) {
                break;
            }
        }
        return replies;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    private CompletableFuture<Reply> ask(URI instance, HttpRequest<?> request, @Nullable Object body) {
        try {
            BodyPublisher content =
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
            java.net.http.HttpRequest copy = java.net.http.HttpRequest.newBuilder(
                            instance.resolve(request.getUri().getRawPath() + query(request)))
                    .timeout(ANSWER)
                    .header(FORWARDED, "1")
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, application/problem+json")
                    .method(request.getMethodName(), content)
                    .build();
            return client().sendAsync(copy, BodyHandlers.ofByteArray())
                    .<Reply>thenApply(response -> answered(instance, response))
                    .exceptionally(failure -> new Reply.Silent(instance, reason(failure)));
        } catch (IOException e) {
            throw new IllegalStateException("Expected a body that can be written, but " + e.getMessage(), e);
        }
    }

    private Reply answered(URI instance, HttpResponse<byte[]> response) {
        try {
            return new Reply.Answered(
                    instance,
                    response.statusCode(),
                    json.readTree(response.body()),
                    partitions(response.headers().firstValue(PARTITIONS).orElse("")));
        } catch (IOException e) {
            return new Reply.Silent(instance, "it answered " + response.statusCode() + " without JSON");
        }
    }

    static Set<Integer> partitions(String header) {
        Set<Integer> partitions = new TreeSet<>();
        Arrays.stream(header.split(",", -1))
                .filter(part -> part.matches("[0-9]{1,6}"))
                .forEach(part -> partitions.add(Integer.valueOf(part)));
        return partitions;
    }

    private static String query(HttpRequest<?> request) {
        String query = request.getUri().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "it did not answer (" + cause.getClass().getSimpleName() + ")";
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
        }
        return client;
    }
}
