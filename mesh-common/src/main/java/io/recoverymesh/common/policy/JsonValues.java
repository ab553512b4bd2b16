package io.recoverymesh.common.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as the values that CEL knows. */
final class JsonValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonValues() {}

    /** What is no JSON is a text. */
    static Object of(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree.isMissingNode() ? json : of(tree);
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case ARRAY -> list(node);
            case OBJECT -> map(node);
            case NULL, MISSING, BINARY, POJO -> NullValue.NULL_VALUE;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    private static List<Object> list(JsonNode node) {
        List<Object> items = new ArrayList<>();
        node.forEach(item -> items.add(of(item)));
        return items;
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> members = new HashMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
        return members;
    }
}
