package io.recoverymesh.standalone.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recoverymesh.correlation.wiring.CorrelationApplication;
import io.recoverymesh.standalone.support.MeshInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One of several correlation-services, a process that can be asked and killed. */
final class Instance implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final ServiceProcess process;

    Instance(MeshInfrastructure mesh, String prefix, String name, int port, Path directory) {
        url = "http://127.0.0.1:" + port;
        process = new ServiceProcess(
                CorrelationApplication.class,
                Path.of("target", "instances-" + name + ".log"),
                Map.of(
                        "mesh.bootstrap-servers",
                        mesh.bootstrapServers(),
                        "mesh.registry-url",
                        mesh.registryUrl(),
                        "mesh.topic-prefix",
                        prefix,
                        "mesh.instance",
                        "instances-" + name,
                        "mesh.state-dir",
                        directory.resolve(name).toString(),
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.server.port",
                        String.valueOf(port),
                        "trigger.enabled",
                        "false",
                        "handler.enabled",
                        "false"));
    }

    /** Status and body. */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status < 300;
        }

        boolean isWhole() {
            return isGood() && body.path("missing").isEmpty();
        }
    }

    /** @return status 0 while nobody listens */
    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    Answer post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** Partitions that it holds itself. */
    Set<Integer> partitions() {
        try {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url + "/api/v1/groups"))
                            .header("X-Mesh-Forwarded", "1")
                            .build(),
                    BodyHandlers.discarding());
            Set<Integer> held = new TreeSet<>();
            for (String part :
                    answer.headers().firstValue("X-Mesh-Partitions").orElse("").split(",", -1)) {
                if (!part.isEmpty()) {
                    held.add(Integer.valueOf(part));
                }
            }
            return held;
        } catch (IOException e) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
        client.close();
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            return new Answer(0, JSON.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, JSON.createObjectNode());
        }
    }
}
