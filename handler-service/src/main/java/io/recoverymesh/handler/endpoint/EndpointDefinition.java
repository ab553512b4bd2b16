package io.recoverymesh.handler.endpoint;

import io.recoverymesh.schemas.Safety;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered endpoint.
 *
 * @param handler name, the part of {@code run} before the slash
 * @param url actions are below it: {@code <url>/<action>}
 * @param headers sent with each request; values may name secrets
 */
record EndpointDefinition(String handler, URI url, Map<String, String> headers, List<Offer> actions) {
    /**
     * One action of it.
     *
     * @param schema JSON Schema of the arguments; null where anything is taken
     * @param undo {@code handler/action} that takes its effect back; null where none does
     * @param timeout of one request, not of the attempt
     */
    record Offer(
            String name,
            String description,
            Safety safety,
            @Nullable String schema,
            @Nullable String undo,
            Duration timeout) {}

    EndpointDefinition {
        headers = Map.copyOf(headers);
        actions = List.copyOf(actions);
    }

    URI action(String name) {
        return URI.create(url + "/" + name);
    }

    /** Where it tells of the effect with this key; keys are hexadecimal. */
    URI effect(String name, String idempotencyKey) {
        return URI.create(url + "/" + name + "/" + idempotencyKey);
    }
}
