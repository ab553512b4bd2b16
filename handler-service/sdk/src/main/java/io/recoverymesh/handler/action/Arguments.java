package io.recoverymesh.handler.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The arguments of a command ({@code with} in a policy): a JSON object of at most {@link #MAX_CHARS} characters. */
public final class Arguments {
    public static final int MAX_CHARS = 256 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode object;

    private Arguments(ObjectNode object) {
        this.object = object;
    }

    public static Arguments none() {
        return new Arguments(JSON.createObjectNode());
    }

    /** @throws IllegalArgumentException saying what was expected and where it went wrong */
    public static Arguments parse(String json) {
        if (json.length() > MAX_CHARS) {
            throw new IllegalArgumentException("Expected at most " + MAX_CHARS
                    + " characters of arguments ('with'), but got " + json.length() + ". Pass a reference instead.");
        }
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return new Arguments(object);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Expected the arguments ('with') to be a JSON object, but " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("Expected the arguments ('with') to be a JSON object, but got '"
                + (json.length() <= 40 ? json : json.substring(0, 40) + "…") + "'");
    }

    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Iterator<String> fields = object.fieldNames();
        fields.forEachRemaining(names::add);
        return names;
    }

    /** All of them; not to be changed. */
    public JsonNode json() {
        return object;
    }

    /** The value; empty where it is absent or null. */
    public Optional<JsonNode> value(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** The value of a string, number or boolean as text; empty where it is absent, null, an object or an array. */
    public Optional<String> text(String name) {
        return value(name).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
