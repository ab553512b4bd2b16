package io.recoverymesh.common.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Finds a value in the output of a step, as templates name it: {@code hosts.0.name}. */
public final class OutputPath {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutputPath() {}

    /** The value as a text, an object or an array as JSON; null where there is none, or the output is no JSON. */
    public static @Nullable String find(String output, String path) {
        try {
            JsonNode node = JSON.readTree(output);
            for (String part : path.split("\\.", -1)) {
                boolean index = node.isArray() && part.matches("\\d{1,9}");
                node = index ? node.path(Integer.parseInt(part)) : node.path(part);
            }
            return node.isMissingNode() || node.isNull() ? null : node.isValueNode() ? node.asText() : node.toString();
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
