package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;

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

    boolean is(JsonNode document) {
        return word.equals(document.path("kind").asText());
    }
}
