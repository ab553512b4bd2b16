package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.rehearsal.Play;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the mesh says of everything that happened since it was started. */
record ExampleView(MeshClient client) {
    private static final Pattern ENDED = Pattern.compile("(\\S+) ended ([A-Z]+).*", Pattern.DOTALL);
    private static final Pattern DISPATCHED =
            Pattern.compile("step \\S+ attempt (\\d+) dispatched to (\\S+).*", Pattern.DOTALL);

    /** Flows with a recovery, all their lines, the oldest first. */
    List<JsonNode> flows() {
        return MeshView.stream(client.get("/api/v1/flows").path("flows"))
                .map(flow -> client.get(
                        "/api/v1/flows/" + MeshClient.encode(flow.path("flowId").asText())))
                .filter(flow -> MeshView.stream(flow.path("entries")).anyMatch(line -> line.hasNonNull("recoveryId")))
                .toList()
                .reversed();
    }

    boolean isOver() {
        return MeshView.stream(client.get("/api/v1/flows").path("flows"))
                .allMatch(flow -> flow.path("state").asText().equals("closed"));
    }

    List<Map<String, String>> outcomes() {
        return lines().stream()
                .map(line -> fields(line, ENDED, "policy", "outcome"))
                .flatMap(Optional::stream)
                .toList();
    }

    List<Map<String, String>> commands() {
        return lines().stream()
                .map(line -> fields(line, DISPATCHED, "attempt", "action"))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The recovery of this target that began last. */
    Optional<String> recoveryOf(String target) {
        return lines().stream()
                .filter(line -> line.path("target").asText().equals(target) && line.hasNonNull("recoveryId"))
                .map(line -> line.path("recoveryId").asText())
                .reduce((first, second) -> second);
    }

    void check(Play play, Promises promises) {
        check("action", play.commands(), commands(), promises);
        check("outcome", play.outcomes(), outcomes(), promises);
    }

    /** What runs side by side may come in any order. */
    private static void check(
            String what, List<Map<String, String>> wanted, List<Map<String, String>> came, Promises promises) {
        List<Map<String, String>> left = new ArrayList<>(came);
        for (Map<String, String> one : wanted) {
            Optional<Map<String, String>> found =
                    left.stream().filter(it -> isMeant(one, it)).findFirst();
            found.ifPresent(left::remove);
            promises.check(
                    what + " " + one,
                    found.isPresent(),
                    found.map(Object::toString).orElse("it did not come"));
        }
        promises.check("no other " + what, left.isEmpty(), left.isEmpty() ? "none" : left.toString());
    }

    private static boolean isMeant(Map<String, String> wanted, Map<String, String> came) {
        return wanted.entrySet().stream()
                .allMatch(field -> !came.containsKey(field.getKey())
                        || came.get(field.getKey()).equals(field.getValue()));
    }

    private List<JsonNode> lines() {
        return flows().stream()
                .flatMap(flow -> MeshView.stream(flow.path("entries")))
                .toList();
    }

    private static Optional<Map<String, String>> fields(JsonNode line, Pattern pattern, String first, String second) {
        Matcher matcher = pattern.matcher(line.path("text").asText());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(first, matcher.group(1));
        fields.put(second, matcher.group(2));
        fields.put("target", line.path("target").asText());
        if (line.hasNonNull("step")) {
            fields.put("step", line.path("step").asText());
        }
        return Optional.of(fields);
    }
}
