package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The patterns of {@code all} must be able to match signals of one target. */
final class AllCheck {
    private AllCheck() {}

    static void run(String pointer, JsonNode parts, Problems problems) {
        for (String field : List.of("group", "service", "instance")) {
            Map<String, Integer> named = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                for (Map.Entry<String, JsonNode> part : parts.get(i).properties()) {
                    JsonNode value = part.getValue().path(field);
                    if (value.isTextual()) {
                        named.putIfAbsent(value.asText(), i);
                    }
                    if (value.isTextual() && named.size() > 1) {
                        problems.error(
                                pointer + "/" + i + "/" + part.getKey() + "/" + field,
                                "Expected all of them to be about one target, but " + field + " is " + Shown.of(value)
                                        + " here and another one above: they can never come together",
                                "Name the same " + field + ", or use 'on: recovery' to follow one target's recovery"
                                        + " with another's");
                        return;
                    }
                }
            }
        }
    }
}
