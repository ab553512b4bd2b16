package io.recoverymesh.trigger.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON as CEL sees it: maps, lists, texts, whole and decimal numbers. */
final class EventValues {
    private EventValues() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> object(node);
            case ARRAY -> array(node);
            case NUMBER -> node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case STRING, BINARY -> node.asText();
            case NULL, MISSING -> NullValue.NULL_VALUE;
        };
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> object = HashMap.newHashMap(node.size());
        node.properties().forEach(field -> object.put(field.getKey(), of(field.getValue())));
        return object;
    }

    private static List<Object> array(JsonNode node) {
        List<Object> array = new ArrayList<>(node.size());
        node.forEach(element -> array.add(of(element)));
        return array;
    }
}
