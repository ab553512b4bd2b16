package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The overviews of several instances as one: what each holds is counted and listed once. */
final class GatheredNow {
    static final String PATH = "/api/v1/now";

    private static final int MOST = Overview.MOST;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GatheredNow() {}

    /** @param parts at least one; what does not add up is of the first */
    static JsonNode merge(List<JsonNode> parts, List<String> missing) {
        ObjectNode merged = parts.getFirst().deepCopy();
        parts.stream()
                .map(part -> part.path("meshPaused"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .ifPresent(paused -> merged.set("meshPaused", paused));
        merged.set("counts", counts(parts));
        list(merged, parts, "groups", Integer.MAX_VALUE, "group");
        list(merged, parts, "pausedServices", MOST, "group", "service");
        list(merged, parts, "silences", MOST, "group", "target");
        list(merged, parts, "recoveries", MOST, "group", "target", "id");
        list(merged, parts, "targets", MOST, "group", "target");
        list(merged, parts, "waiting", MOST, "group", "target", "policy");
        list(merged, parts, "breakers", MOST, "group", "service", "policy");
        merged.set("recent", recent(parts));
        ArrayNode missed = JSON.arrayNode();
        missing.forEach(missed::add);
        merged.set("missing", missed);
        return merged;
    }

    private static ObjectNode counts(List<JsonNode> parts) {
        ObjectNode counts = JSON.objectNode();
        for (String name : List.of("targets", "unhealthy", "recovering")) {
            counts.put(
                    name,
                    parts.stream()
                            .mapToInt(part -> part.path("counts").path(name).asInt())
                            .sum());
        }
        return counts;
    }

    private static void list(ObjectNode merged, List<JsonNode> parts, String field, int most, String... names) {
        Map<String, JsonNode> things = new LinkedHashMap<>();
        parts.forEach(part -> part.path(field).forEach(thing -> things.putIfAbsent(key(thing, names), thing)));
        ArrayNode all = JSON.arrayNode();
        things.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(most)
                .forEach(thing -> all.add(thing.getValue()));
        merged.set(field, all);
    }

    private static ArrayNode recent(List<JsonNode> parts) {
        Map<String, JsonNode> flows = new LinkedHashMap<>();
        parts.forEach(part -> part.path("recent").forEach(flow -> flows.putIfAbsent(key(flow, "flowId"), flow)));
        List<JsonNode> sorted = new ArrayList<>(flows.values());
        sorted.sort(Comparator.comparing((JsonNode flow) -> key(flow, "changedAt"))
                .reversed()
                .thenComparing(flow -> key(flow, "flowId")));
        return JSON.arrayNode().addAll(sorted.subList(0, Math.min(Overview.RECENT, sorted.size())));
    }

    private static String key(JsonNode thing, String... names) {
        return List.of(names).stream().map(name -> thing.path(name).asText()).collect(Collectors.joining("\u0000"));
    }
}
