package io.recoverymesh.common.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The JSON Schema (draft-07) of an action's arguments, compiled once. A number or boolean may also be given as text, as
 * templates are filled in as text. It follows no reference out of itself. Thread-safe.
 */
public final class ArgumentsSchema {
    private static final int MAX_CHARS = 64 * 1024;
    private static final int MAX_OBJECTIONS = 5;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V7,
            builder -> builder.schemaLoaders(loaders -> loaders.values(list -> {
                list.clear();
                list.add(iri -> {
                    throw new JsonSchemaException("Expected a schema without references out of itself, but got " + iri);
                });
            })));

    private final JsonSchema schema;

    private ArgumentsSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException saying why it is no schema that can be used */
    public static ArgumentsSchema of(String json) {
        if (json.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "Expected an argument schema of at most " + MAX_CHARS + " characters, but got " + json.length());
        }
        try {
            JsonNode tree = JSON.readTree(json);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("Expected an argument schema to be a JSON object, but got " + tree);
            }
            return new ArgumentsSchema(FACTORY.getSchema(
                    tree,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ROOT)
                            .typeLoose(true)
                            .preloadJsonSchema(true)
                            .build()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected an argument schema in JSON, but " + e.getOriginalMessage(), e);
        } catch (JsonSchemaException | PatternSyntaxException e) {
            throw new IllegalArgumentException("Expected a JSON Schema (draft-07), but " + e.getMessage(), e);
        }
    }

    /** What is wrong, one sentence each, the first few; empty where nothing is. */
    public List<String> objections(JsonNode arguments) {
        return sentences(schema.validate(arguments).stream());
    }

    /** The same before templates are filled in: nothing is said about texts that hold {@code ${…}}. */
    public List<String> objectionsToTemplate(JsonNode arguments) {
        return sentences(schema.validate(arguments).stream()
                .filter(message ->
                        !isTemplate(arguments.at(message.getInstanceLocation().toString()))));
    }

    private static boolean isTemplate(JsonNode value) {
        return value.isTextual() && value.asText().contains("${");
    }

    private static List<String> sentences(Stream<ValidationMessage> messages) {
        return messages.map(ArgumentsSchema::sentence)
                .distinct()
                .limit(MAX_OBJECTIONS)
                .toList();
    }

    private static String sentence(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String place = at.isEmpty() ? "the arguments" : "'" + at.substring(1).replace('/', '.') + "'";
        String said = message.getMessage();
        String why = said.startsWith(at + ": ") ? said.substring(at.length() + 2) : said;
        return "Expected " + place + " to fit the action's schema, but " + why;
    }
}
