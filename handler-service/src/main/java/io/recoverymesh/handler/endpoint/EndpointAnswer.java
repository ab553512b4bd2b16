package io.recoverymesh.handler.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answered.
 *
 * @param body at most 64 KiB of it
 * @param location where the status is told, resolved; null where none was given
 * @param retryAfter what it asks to be waited
 */
record EndpointAnswer(int status, String body, @Nullable URI location, Duration retryAfter) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    boolean isDone() {
        return status >= 200 && status < 300 && status != 202;
    }

    /** 202: it goes on; 409: it goes on already. */
    boolean isRunning() {
        return status == 202 || status == 409;
    }

    /** The body as JSON; null where there is none. */
    @Nullable
    String output() {
        if (body.isBlank()) {
            return null;
        }
        try {
            return JSON.readTree(body).toString();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("body", body).toString();
        }
    }

    /** {@code progress} of a JSON body. */
    Optional<String> progress() {
        return field("progress");
    }

    /** What it says went wrong: {@code error}, {@code detail} or {@code title} of a JSON body, else the body. */
    String error() {
        String said = field("error")
                .or(() -> field("detail"))
                .or(() -> field("title"))
                .orElse(body.length() <= 500 ? body : body.substring(0, 500) + "…");
        return "Expected the endpoint to perform the action, but it answered " + status
                + (said.isBlank() ? "" : ": " + said);
    }

    private Optional<String> field(String name) {
        try {
            JsonNode value = JSON.readTree(body).path(name);
            return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
