package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the acts ask the mesh about one service.
 *
 * @param since what began before is not looked at
 */
record MeshView(MeshClient client, String group, String service, Instant since) {
    /** Its flows with all their lines, the oldest first. */
    List<JsonNode> flows() {
        JsonNode answer = client.get("/api/v1/flows", Map.of("group", group, "target", service));
        return stream(answer.path("flows"))
                .filter(flow -> isSince(flow.path("startedAt")))
                .sorted(Comparator.comparing(
                        flow -> Times.of(flow.path("startedAt")).orElse(since)))
                .map(flow -> client.get(
                        "/api/v1/flows/" + MeshClient.encode(flow.path("flowId").asText())))
                .toList();
    }

    /** The oldest flow that is so. */
    Optional<JsonNode> flow(Predicate<JsonNode> is) {
        return flows().stream().filter(is).findFirst();
    }

    /** Lines of this kind in all its flows. */
    List<JsonNode> lines(String kind) {
        return flows().stream()
                .flatMap(flow -> stream(flow.path("entries")))
                .filter(line -> line.path("kind").asText().equals(kind))
                .toList();
    }

    /** Its verdicts, the most recent first. */
    List<JsonNode> verdicts(String... any) {
        JsonNode answer = client.get("/api/v1/verdicts", Map.of("group", group, "target", service, "limit", "500"));
        List<String> wanted = List.of(any);
        return stream(answer.path("verdicts"))
                .filter(verdict -> isSince(verdict.path("at")))
                .filter(verdict -> wanted.isEmpty()
                        || wanted.contains(verdict.path("verdict").asText()))
                .toList();
    }

    JsonNode target() {
        return client.get("/api/v1/targets/" + MeshClient.encode(group) + "/" + MeshClient.encode(service));
    }

    JsonNode explain() {
        return client.get("/api/v1/explain", Map.of("group", group, "target", service));
    }

    private boolean isSince(JsonNode time) {
        return Times.of(time).filter(at -> !at.isBefore(since)).isPresent();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all.stream();
    }
}
