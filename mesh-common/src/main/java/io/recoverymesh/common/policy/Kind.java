package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of documents. */
enum Kind {
    RECOVERY("Recovery"),
    SERVICE("Service");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Optional<Kind> of(JsonNode document) {
        return Arrays.stream(values()).filter(kind -> kind.is(document)).findFirst();
    }

    boolean is(JsonNode document) {
        return word.equals(document.path("kind").asText());
    }
}
