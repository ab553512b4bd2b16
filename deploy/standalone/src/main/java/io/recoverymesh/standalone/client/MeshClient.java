package io.recoverymesh.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Speaks to one mesh; answers are JSON as they came. Thread-safe. Every call throws {@link MeshCallException}. */
public final class MeshClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String base;
    private final HttpClient http;

    /** @param url without a path, such as {@code http://127.0.0.1:8080} */
    public MeshClient(String url) {
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /** @param query parameters; those with an empty value are left out */
    public JsonNode get(String path, Map<String, String> query) {
        return call(request(path + parameters(query)).GET());
    }

    /** The body as it comes, however long that takes; to be closed. */
    public InputStream stream(String path, Map<String, String> query) {
        HttpRequest request = request(path + parameters(query))
                .setHeader("Accept", "*/*")
                .GET()
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() < 300) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw refused(
                        request,
                        response.statusCode(),
                        parsed(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshCallException.Unreachable("Expected an answer of " + base + ", but was interrupted.", e);
        }
    }

    public JsonNode get(String path) {
        return get(path, Map.of());
    }

    /** An answer that is text, such as Markdown. */
    public String text(String path) {
        return send(request(path).setHeader("Accept", "text/*, application/problem+json"))
                .body();
    }

    public JsonNode post(String path, JsonNode body) {
        return post(path, "application/json", body.toString());
    }

    public JsonNode post(String path, String contentType, String body) {
        return call(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    public JsonNode put(String path, String contentType, String body) {
        return call(request(path).header("Content-Type", contentType).PUT(BodyPublishers.ofString(body)));
    }

    public JsonNode delete(String path) {
        return call(request(path).DELETE());
    }

    /** One part of a path, escaped. */
    public static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        try {
            return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                    .timeout(ANSWER)
                    .header("Accept", "application/json, application/problem+json");
        } catch (IllegalArgumentException e) {
            throw new MeshCallException.Unreachable(
                    "Expected the URL of a mesh such as http://127.0.0.1:8080, but got '" + base
                            + "'. Correct --url or MESH_URL.",
                    e);
        }
    }

    private JsonNode call(HttpRequest.Builder builder) {
        return parsed(send(builder).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return good(request, http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshCallException.Unreachable("Expected an answer of " + base + ", but was interrupted.", e);
        }
    }

    private static HttpResponse<String> good(HttpRequest request, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status < 300) {
            return response;
        }
        throw refused(request, status, parsed(response.body()));
    }

    private MeshCallException unreachable(IOException e) {
        return new MeshCallException.Unreachable(
                "Expected a mesh at " + base + ", but " + said(e)
                        + ". Start one with './mesh up', or name another with --url or MESH_URL.",
                e);
    }

    private static String parameters(Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? "" : "?" + parameters;
    }

    private static MeshCallException refused(HttpRequest request, int status, JsonNode body) {
        String detail = body.path("detail").asText(body.path("title").asText());
        String said = detail.isEmpty()
                ? "Expected " + request.method() + " " + request.uri().getPath() + " to work, but the answer was "
                        + status + ". Look whether that is a mesh, and of this version."
                : detail;
        if (status == 503) {
            return new MeshCallException.Unreachable(said, null);
        }
        return new MeshCallException.Refused(status, body, said);
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String said(IOException e) {
        String message = e.getMessage();
        return message == null ? "the connection was refused" : message;
    }
}
