package io.recoverymesh.correlation.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.correlation.flow.FlowKeys;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where to go on after a page of flows that several instances have found: nothing is passed by, nothing comes twice. */
final class FlowPage {
    private static final String NEXT = "next";

    private FlowPage() {}

    /**
     * Leaves out what lies behind the place up to which all have looked.
     *
     * @param gathered the list, of which {@code next} is set
     * @param answers of each instance
     * @param limit of the page
     */
    static void end(ObjectNode gathered, List<JsonNode> answers, int limit) {
        TreeMap<String, JsonNode> flows = new TreeMap<>();
        answers.forEach(answer -> answer.path("flows").forEach(flow -> flows.putIfAbsent(key(flow), flow)));
        Stream<String> looked = answers.stream()
                .map(answer -> answer.path(NEXT))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        Stream<String> full =
                flows.size() > limit ? flows.keySet().stream().skip(limit - 1L).limit(1) : Stream.empty();
        String next = Stream.concat(looked, full).min(String::compareTo).orElse(null);
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        flows.entrySet().stream()
                .filter(flow -> next == null || flow.getKey().compareTo(next) <= 0)
                .limit(limit)
                .forEach(flow -> shown.add(flow.getValue()));
        gathered.set("flows", shown);
        gathered.put(NEXT, next);
    }

    private static String key(JsonNode flow) {
        return FlowKeys.recent(
                Instant.parse(flow.path("changedAt").asText()),
                flow.path("flowId").asText());
    }
}
