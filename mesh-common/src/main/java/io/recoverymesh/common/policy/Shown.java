package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Values as messages show them: short. */
final class Shown {
    private static final int MAX = 60;

    private Shown() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> "nothing";
            case STRING -> "'" + shortened(value.asText()) + "'";
            case NUMBER -> "the number " + value.asText();
            case BOOLEAN -> value.asText();
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list of " + value.size();
            case OBJECT, POJO -> object(value);
            case BINARY -> "binary data";
        };
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "\u00b7");
        return line.length() <= MAX ? line : line.substring(0, MAX) + "…";
    }

    private static String object(JsonNode value) {
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "an empty object" : "an object with " + shortened(String.join(", ", names));
    }
}
