package io.recoverymesh.handler.exec;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What an action takes, as JSON Schema (draft-07), for announcements. */
final class ArgumentsSchema {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ArgumentsSchema() {}

    static String of(ExecDefinition definition) {
        ObjectNode schema = JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (Parameter parameter : definition.parameters()) {
            ObjectNode property = properties.putObject(parameter.name());
            property.putArray("type").add("string").add("number").add("boolean");
            property.put("pattern", "^(?:" + parameter.pattern() + ")$").put("maxLength", Parameter.MAX_CHARS);
            if (parameter.fallback() != null) {
                property.put("default", parameter.fallback());
            }
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.toString();
    }
}
