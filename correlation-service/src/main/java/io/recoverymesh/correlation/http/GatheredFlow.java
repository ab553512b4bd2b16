package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One flow that went through groups of several instances, told as one. */
final class GatheredFlow {
    private GatheredFlow() {}

    /** @param parts at least one; the headline is of the one that began first */
    static JsonNode merge(List<JsonNode> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<JsonNode> byStart = parts.stream()
                .sorted(Comparator.comparing(part -> time(part, "startedAt")))
                .toList();
        JsonNode latest = parts.stream()
                .max(Comparator.comparing(part -> time(part, "changedAt")))
                .orElseThrow();
        ObjectNode merged = byStart.getFirst().deepCopy();
        merged.set("changedAt", latest.path("changedAt"));
        merged.set("outcome", latest.path("outcome"));
        boolean open =
                parts.stream().anyMatch(part -> part.path("state").asText().equals("open"));
        merged.put("state", open ? "open" : "closed");
        merged.set("endedAt", open ? JsonNodeFactory.instance.nullNode() : latest.path("endedAt"));
        merged.set("recoveries", union(byStart, "recoveries"));
        merged.set("policies", union(byStart, "policies"));
        merged.set("entries", entries(byStart));
        merged.put(
                "dropped",
                parts.stream().mapToInt(part -> part.path("dropped").asInt()).sum());
        return merged;
    }

    private static ArrayNode union(List<JsonNode> parts, String field) {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> part.path(field).forEach(name -> names.add(name.asText())));
        ArrayNode union = JsonNodeFactory.instance.arrayNode();
        names.forEach(union::add);
        return union;
    }

    /** Each part is in causal order already; the sort is stable. */
    private static ArrayNode entries(List<JsonNode> parts) {
        Map<String, JsonNode> once = new LinkedHashMap<>();
        parts.forEach(part -> part.path("entries")
                .forEach(entry -> once.putIfAbsent(
                        entry.path("eventId").asText() + "|"
                                + entry.path("text").asText(),
                        entry)));
        List<JsonNode> sorted = new ArrayList<>(once.values());
        sorted.sort(Comparator.comparing(entry -> time(entry, "at")));
        return JsonNodeFactory.instance.arrayNode().addAll(sorted);
    }

    private static Instant time(JsonNode node, String field) {
        try {
            return Instant.parse(node.path(field).asText());
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
