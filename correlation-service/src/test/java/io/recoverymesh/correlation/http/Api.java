package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.recoverymesh.correlation.live.Feed;
import io.recoverymesh.correlation.live.Notice;
import io.recoverymesh.schemas.RecoveryEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The real HTTP server over a mesh in memory, on a free port of the loopback interface. */
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final MemoryMesh mesh = new MemoryMesh();
    private final EmbeddedServer server;
    private final Feed feed;
    private int toldEvents;
    private final HttpClient client = HttpClient.newHttpClient();

    Api() {
        this(Map.of());
    }

    /** @param more properties beyond those that every such server has */
    Api(Map<String, Object> more) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        -1,
                        "correlation.kafka",
                        false,
                        "kafka.enabled",
                        false,
                        "micronaut.metrics.enabled",
                        false))
                .properties(more)
                .singletons(mesh)
                .start();
        server = context.getBean(EmbeddedServer.class).start();
        feed = context.getBean(Feed.class);
        mesh.onPublished(this::tell);
    }

    /** What the log of facts got since the last time reaches those who watch. */
    void tell() {
        List<RecoveryEvent> events = mesh.tale.scene().events();
        while (toldEvents < events.size()) {
            RecoveryEvent event = events.get(toldEvents++);
            feed.add(new Notice(
                    "facts",
                    event.getId(),
                    event.getAt(),
                    event.getGroup(),
                    event.getTarget(),
                    event.getFlowId(),
                    event.getRecoveryId(),
                    event.getPolicy(),
                    event.getFacts().stream()
                            .map(fact -> ((SpecificRecord) fact).getSchema().getName())
                            .toList()));
        }
    }

    Feed feed() {
        return feed;
    }

    EmbeddedServer server() {
        return server;
    }

    /** Status and body of an answer. */
    record Answer(int status, String contentType, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException(text, e);
            }
        }

        String detail() {
            return json().path("detail").asText();
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Answer yaml(String method, String path, String yaml) {
        return send(
                request(path).header("Content-Type", "application/yaml").method(method, BodyPublishers.ofString(yaml)));
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
