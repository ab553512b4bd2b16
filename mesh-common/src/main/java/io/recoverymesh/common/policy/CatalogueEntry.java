package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document among others: what it is called, what it refers to and where, and where its problems go. */
record CatalogueEntry(Kind kind, JsonNode tree, Problems problems) {
    static final String FALLBACK = "/spec/fallback";

    String name() {
        return tree.at("/metadata/name").asText();
    }

    /** Names of documents of the same kind that it refers to, with the place of each. */
    Map<String, String> references() {
        return kind == Kind.SERVICE ? neededServices() : awaitedRecoveries();
    }

    /** Name of the policy that takes over; null where there is none. */
    @Nullable
    String fallback() {
        JsonNode fallback = tree.at(FALLBACK);
        return kind == Kind.RECOVERY && fallback.isTextual() ? fallback.asText() : null;
    }

    private Map<String, String> neededServices() {
        Map<String, String> places = new LinkedHashMap<>();
        JsonNode needed = tree.at("/spec/dependsOn");
        for (int i = 0; i < needed.size(); i++) {
            places.putIfAbsent(needed.get(i).asText(), "/spec/dependsOn/" + i);
        }
        return places;
    }

    private Map<String, String> awaitedRecoveries() {
        Map<String, String> places = new LinkedHashMap<>();
        JsonNode triggers = tree.at("/spec/on");
        for (int i = 0; i < triggers.size(); i++) {
            JsonNode name = triggers.get(i).at("/recovery/name");
            if (name.isTextual()) {
                places.putIfAbsent(name.asText(), "/spec/on/" + i + "/recovery/name");
            }
        }
        return places;
    }
}
