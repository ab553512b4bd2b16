package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One way to write {@code after} at a time, and a quorum that its list can reach. */
final class JoinCheck {
    private static final List<String> WAYS = List.of("all", "any", "quorum");

    private JoinCheck() {}

    static void run(String pointer, JsonNode after, Problems problems) {
        if (after.isArray()) {
            once(pointer, after, problems);
        } else if (after.isObject()) {
            List<String> ways = WAYS.stream().filter(after::has).toList();
            if (ways.size() > 1 || after.isEmpty()) {
                problems.error(
                        pointer,
                        "Expected exactly one of all, any, quorum in after, but got "
                                + (ways.isEmpty() ? "none" : String.join(" and ", ways)),
                        "Write {all: [...]}, {any: [...]} or {quorum: 2, of: [...]}");
            }
            once(pointer + "/all", after.path("all"), problems);
            once(pointer + "/any", after.path("any"), problems);
            once(pointer + "/of", after.path("of"), problems);
            quorum(pointer, after, problems);
        }
    }

    private static void once(String pointer, JsonNode list, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (!seen.add(list.get(i).asText())) {
                problems.error(
                        pointer + "/" + i,
                        "Expected each step once in after, but " + Shown.of(list.get(i)) + " is there twice",
                        "Remove one of the two");
            }
        }
    }

    private static boolean isMisspelt(JsonNode after) {
        return after.properties().stream()
                .anyMatch(field -> !WAYS.contains(field.getKey())
                        && !field.getKey().equals("of")
                        && (NearestName.of(field.getKey(), WAYS) != null
                                || field.getKey().length() < 4));
    }

    private static void quorum(String pointer, JsonNode after, Problems problems) {
        boolean counts = after.has("quorum");
        if (counts != after.has("of") && !isMisspelt(after)) {
            problems.error(
                    pointer + (counts ? "/quorum" : "/of"),
                    counts
                            ? "Expected of beside quorum, but there is only quorum: "
                                    + after.path("quorum").asText()
                            : "Expected quorum beside of, but there is only of",
                    counts ? "Add the steps, for instance 'of: [a, b, c]'" : "Add how many must succeed: 'quorum: 2'");
        }
        int of = after.path("of").size();
        if (counts && after.has("of") && after.path("quorum").asInt() > of) {
            problems.error(
                    pointer + "/quorum",
                    "Expected quorum to be at most the number of steps in of (" + of + "), but it is "
                            + after.path("quorum").asInt() + ": this step could never begin",
                    "Make quorum smaller, or name more steps");
        }
    }
}
