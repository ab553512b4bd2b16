package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What would become of a signal, as lines. */
public final class TriggerExplained {
    private TriggerExplained() {}

    public static List<String> lines(JsonNode explanation, Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(screen.bold(explanation.path("signal").asText()) + " of "
                + explanation.path("target").asText());
        JsonNode candidates = explanation.path("candidates");
        lines.add("compared with " + candidates.size() + " of the triggers of "
                + explanation.path("policies").asInt() + " policies:");
        for (JsonNode candidate : candidates) {
            boolean matched = candidate.path("matched").asBoolean();
            lines.add(
                    "  " + screen.mark(matched) + " " + candidate.path("policy").asText() + " on["
                            + candidate.path("trigger").asInt() + "]"
                            + (candidate.path("part").asInt() == 0
                                    ? ""
                                    : "[" + candidate.path("part").asInt() + "]") + ": "
                            + candidate.path("reason").asText());
        }
        lines.add("the signal: " + explanation.path("received").asText()
                + (explanation.path("health").isTextual()
                        ? ", the target becomes " + explanation.path("health").asText()
                        : ", the target's health stays"));
        explanation
                .path("events")
                .forEach(event -> lines.add("  " + event.path("kind").asText() + " of "
                        + event.path("policy").asText() + ": "
                        + event.path("reason").asText()));
        JsonNode requests = explanation.path("requests");
        requests.forEach(policy -> lines.add("  requests " + screen.bold(policy.asText())));
        if (requests.isEmpty()) {
            lines.add("  requests nothing");
        }
        state("kept of the target now", explanation.path("before"), lines);
        state("and afterwards", explanation.path("after"), lines);
        return lines;
    }

    private static void state(String title, JsonNode state, List<String> lines) {
        lines.add(title + ": "
                + (state.path("health").isTextual()
                        ? state.path("health").asText() + " since "
                                + state.path("since").asText()
                        : "nothing known")
                + (state.path("flapping").asBoolean() ? ", it flaps" : ""));
        state.path("reasons").forEach(reason -> lines.add("  " + reason.asText()));
        state.path("triggers")
                .forEach(trigger -> lines.add("  " + trigger.path("policy").asText() + " on["
                        + trigger.path("trigger").asInt() + "] "
                        + trigger.path("stands").asText()));
    }
}
