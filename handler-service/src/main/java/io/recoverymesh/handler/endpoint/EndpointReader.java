package io.recoverymesh.handler.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.arguments.ArgumentsSchema;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.schemas.Safety;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads what stands under {@code handlers:} of a file. */
final class EndpointReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Set<String> HANDLER_FIELDS = Set.of("url", "headers", "actions");
    private static final Set<String> ACTION_FIELDS = Set.of("safety", "description", "arguments", "undo", "timeout");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String where;

    EndpointReader(String where) {
        this.where = where;
    }

    List<EndpointDefinition> read(JsonNode document) {
        if (!document.isObject()
                || document.size() != 1
                || !document.path("handlers").isObject()) {
            throw wrong("", "one field 'handlers' with a handler for each name", document);
        }
        List<EndpointDefinition> read = new ArrayList<>();
        document.path("handlers").properties().forEach(entry -> read.add(handler(entry.getKey(), entry.getValue())));
        return read;
    }

    private EndpointDefinition handler(String name, JsonNode written) {
        String at = "handlers." + name;
        name(at, name);
        fields(at, written, HANDLER_FIELDS);
        Map<String, String> headers = new LinkedHashMap<>();
        written.path("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
        List<EndpointDefinition.Offer> actions = new ArrayList<>();
        written.path("actions")
                .properties()
                .forEach(entry ->
                        actions.add(action(at + ".actions." + entry.getKey(), entry.getKey(), entry.getValue())));
        if (actions.isEmpty()) {
            throw wrong(at + ".actions", "at least one action", written.path("actions"));
        }
        return new EndpointDefinition(name, url(at + ".url", written.path("url")), headers, actions);
    }

    private EndpointDefinition.Offer action(String at, String name, JsonNode given) {
        name(at, name);
        JsonNode written = given.isNull() ? given : fields(at, given, ACTION_FIELDS);
        JsonNode schema = written.path("arguments");
        if (!schema.isMissingNode()) {
            schema(at, schema);
        }
        return new EndpointDefinition.Offer(
                name,
                written.path("description").asText(name),
                safety(at + ".safety", written.path("safety")),
                schema.isMissingNode() ? null : schema.toString(),
                written.path("undo").asText(null),
                timeout(at + ".timeout", written.path("timeout")));
    }

    private void schema(String at, JsonNode schema) {
        try {
            Object unused = ArgumentsSchema.of(schema.toString());
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointException(where + ", " + at + ".arguments: " + e.getMessage(), e);
        }
    }

    private Safety safety(String at, JsonNode written) {
        try {
            return Safety.valueOf(written.asText("once").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(at, "idempotent, probe or once", written);
        }
    }

    private Duration timeout(String at, JsonNode written) {
        try {
            return written.isMissingNode() ? TIMEOUT : Durations.parse(written.asText());
        } catch (IllegalArgumentException e) {
            throw wrong(at, "a duration as 30s", written);
        }
    }

    private URI url(String at, JsonNode written) {
        try {
            URI url = URI.create(written.asText().replaceAll("/+$", ""));
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
            if (url.getHost() != null && plain && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(at, "an http or https address", written);
        }
        throw wrong(at, "an http or https address with a host and without user, query and fragment", written);
    }

    private void name(String at, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidEndpointException(where + ", " + at
                    + ": Expected a name of 1 to 100 letters, digits or . _ -, but got '" + name + "'");
        }
    }

    private ObjectNode fields(String at, JsonNode written, Set<String> known) {
        if (!(written instanceof ObjectNode object)) {
            throw wrong(at, "fields " + new TreeSet<>(known), written);
        }
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new InvalidEndpointException(where + ", " + at + ": Expected one of the fields "
                        + new TreeSet<>(known) + ", but got '" + field + "'");
            }
        });
        return object;
    }

    private InvalidEndpointException wrong(String at, String expected, JsonNode got) {
        String shown = got.isMissingNode() ? "nothing" : "'" + got + "'";
        return new InvalidEndpointException(
                where + (at.isEmpty() ? "" : ", " + at) + ": Expected " + expected + ", but got " + shown);
    }

    static InvalidEndpointException unreadable(String where, JsonProcessingException e) {
        return new InvalidEndpointException(where + ": Expected YAML, but " + e.getOriginalMessage(), e);
    }
}
