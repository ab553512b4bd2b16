package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.registry.RegistryException.Reason;
import io.recoverymesh.common.registry.RegistryHttp.Reply;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/** A registry behind Confluent's REST API: Confluent's own, Apicurio's {@code /apis/ccompat/v7}, Karapace, Redpanda. */
final class RestSchemaRegistry implements SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;

    RestSchemaRegistry(RegistryConfig config) {
        this.http = new RegistryHttp(config);
    }

    @Override
    public int register(String subject, Schema schema) {
        return number(call("POST", "/subjects/" + segment(subject) + "/versions", bodyOf(schema)), "id");
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return number(call("POST", "/subjects/" + segment(subject), bodyOf(schema)), "id");
    }

    @Override
    public Schema schemaOf(int id) {
        return parse(call("GET", "/schemas/ids/" + id, null));
    }

    @Override
    public Schema schemaOf(UUID guid) {
        return parse(call("GET", "/schemas/guids/" + guid, null));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        JsonNode found = call("GET", "/subjects/" + segment(subject) + "/versions/latest", null);
        return new RegisteredSchema(subject, number(found, "version"), number(found, "id"), parse(found));
    }

    @Override
    public boolean accepts(String subject, Schema schema) {
        String path = "/compatibility/subjects/" + segment(subject) + "/versions/latest";
        try {
            return call("POST", path, bodyOf(schema)).path("is_compatible").asBoolean();
        } catch (RegistryException e) {
            if (e.reason() == Reason.SUBJECT_NOT_FOUND || e.reason() == Reason.VERSION_NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    @Override
    public Compatibility compatibility() {
        return level(call("GET", "/config", null));
    }

    @Override
    public void compatibility(Compatibility level) {
        call("PUT", "/config", bodyOf(level));
    }

    @Override
    public Optional<Compatibility> compatibility(String subject) {
        Reply reply = http.send("GET", "/config/" + segment(subject), null);
        return reply.status() == 404 ? Optional.empty() : Optional.of(level(RegistryReplies.accepted(reply)));
    }

    @Override
    public void compatibility(String subject, Compatibility level) {
        call("PUT", "/config/" + segment(subject), bodyOf(level));
    }

    private JsonNode call(String method, String path, @Nullable ObjectNode body) {
        return RegistryReplies.accepted(http.send(method, path, body == null ? null : body.toString()));
    }

    private static ObjectNode bodyOf(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).put("schemaType", "AVRO");
    }

    private static ObjectNode bodyOf(Compatibility level) {
        return JSON.createObjectNode().put("compatibility", level.name());
    }

    private static String segment(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    private static int number(JsonNode reply, String field) {
        if (!reply.path(field).canConvertToInt()) {
            throw RegistryReplies.unexpected("a number in " + field, reply.toString());
        }
        return reply.path(field).intValue();
    }

    private static Compatibility level(JsonNode reply) {
        String name = reply.path("compatibilityLevel")
                .asText(reply.path("compatibility").asText());
        try {
            return Compatibility.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw RegistryReplies.unexpected("a compatibility level", reply.toString());
        }
    }

    private static Schema parse(JsonNode reply) {
        String type = reply.path("schemaType").asText("AVRO");
        String text = reply.path("schema").asText();
        if (!"AVRO".equals(type) || text.isEmpty()) {
            throw RegistryReplies.unexpected("an Avro schema", reply.toString());
        }
        if (!reply.path("references").isEmpty()) {
            throw RegistryReplies.unexpected(
                    "a schema that stands by itself (register it with its referenced types written out)",
                    reply.toString());
        }
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new RegistryException(Reason.UNEXPECTED, "Expected an Avro schema, but came " + text, e);
        }
    }
}
