package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was done to an object for which step, in its annotations. */
final class Marks {
    private static final String PREFIX = "recovery.mesh/";
    private static final String FENCE = PREFIX + "fence";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Marks() {}

    /** What the operation noted; missing where it never touched the object. */
    static JsonNode of(KubeObject object, String operation) {
        return object.annotation(PREFIX + operation).map(Marks::read).orElse(MissingNode.getInstance());
    }

    /** Whether this very step did it already. */
    static boolean isDone(KubeObject object, String operation, Attempt attempt) {
        return of(object, operation).path("key").asText().equals(attempt.key());
    }

    static ObjectNode note(Attempt attempt) {
        return JSON.createObjectNode().put("key", attempt.key());
    }

    /** Writes the note and the fence on a copy that is about to be sent. */
    static void set(KubeObject copy, String operation, ObjectNode note, Attempt attempt) {
        copy.annotate(PREFIX + operation, note.toString());
        copy.annotate(
                FENCE,
                JSON.createObjectNode()
                        .put("target", attempt.target())
                        .put("fence", attempt.context().fence())
                        .toString());
    }

    /** @throws RefusedException when a later decision about the same target was already acted on */
    static void requireFence(Place place, KubeObject object, Attempt attempt) {
        JsonNode seen = object.annotation(FENCE).map(Marks::read).orElse(MissingNode.getInstance());
        long fence = seen.path("fence").asLong(Long.MIN_VALUE);
        if (seen.path("target").asText().equals(attempt.target())
                && fence > attempt.context().fence()) {
            throw new RefusedException("Expected a fence of at least " + fence + " for " + attempt.target() + " at "
                    + place + ", but got " + attempt.context().fence() + ": a newer command was already performed");
        }
    }

    private static JsonNode read(String annotation) {
        try {
            return JSON.readTree(annotation);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
