package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The published JSON Schema, compiled once; its titles are the words of our messages. Thread-safe. */
final class LanguageSchema {
    private static final String RESOURCE = "/recovery.mesh-v1.schema.json";
    private static final JsonNode TREE = load();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(VersionFlag.V7)
            .getSchema(
                    TREE,
                    SchemaValidatorsConfig.builder()
                            .pathType(PathType.JSON_POINTER)
                            .locale(Locale.ROOT)
                            .regularExpressionFactory(LanguageSchema::wholeText)
                            .preloadJsonSchema(true)
                            .build());

    private LanguageSchema() {}

    static Collection<ValidationMessage> validate(JsonNode document) {
        return SCHEMA.validate(document);
    }

    /** Said by the part around the kinds; the kind's own part says it better. */
    static boolean isOfBothKinds(ValidationMessage message) {
        return !message.getSchemaLocation().getFragment().toString().startsWith("/definitions");
    }

    /** The schema that holds the keyword which failed. */
    static JsonNode failed(ValidationMessage message) {
        return TREE.at(parent(message.getSchemaLocation().getFragment().toString()));
    }

    /** What is expected there: the title of the failed schema or of the nearest one around it. */
    static String expected(ValidationMessage message) {
        for (String at = parent(message.getSchemaLocation().getFragment().toString()); !at.isEmpty(); at = parent(at)) {
            if (TREE.at(at).has("title")) {
                return TREE.at(at).path("title").asText();
            }
        }
        return TREE.path("title").asText();
    }

    /** What a member of an object is expected to be. */
    static String expectedMember(JsonNode objectSchema, String member) {
        JsonNode schema = objectSchema.path("properties").path(member);
        JsonNode named =
                schema.has("$ref") ? TREE.at(schema.path("$ref").asText().substring(1)) : schema;
        return named.path("title").asText(member);
    }

    static List<String> members(JsonNode objectSchema) {
        List<String> names = new ArrayList<>();
        objectSchema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    /** In JSON Schema {@code $} is the end of the text; in Java it is also the place before a final line break. */
    private static RegularExpression wholeText(String regex) {
        Pattern pattern = Pattern.compile(regex.replaceAll("\\$$", "\\\\z"));
        return value -> pattern.matcher(value).find();
    }

    private static JsonNode load() {
        try (InputStream stream = LanguageSchema.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the resource " + RESOURCE + " of the module schemas");
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
