package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What every guard would say now, as one table for each policy. */
public final class Explained {
    private Explained() {}

    public static List<String> lines(JsonNode answer, Screen screen) {
        List<String> lines = new ArrayList<>();
        for (JsonNode policy : answer.path("policies")) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(screen.bold(policy.path("policy").asText()) + " would now be "
                    + screen.tinted(policy.path("verdict").asText()));
            lines.addAll(guards(policy.path("guards"), screen));
        }
        if (lines.isEmpty()) {
            lines.add("No policy could act on it. './mesh policies' lists those that are loaded.");
        }
        return lines;
    }

    private static List<String> guards(JsonNode guards, Screen screen) {
        Table table = new Table("GUARD", "ANSWER", "UNTIL", "BECAUSE");
        for (JsonNode guard : guards) {
            table.row(
                    guard.path("guard").asText(),
                    screen.tinted(guard.path("answer").asText()),
                    screen.times().until(guard.path("until")).replaceFirst("^until ", ""),
                    guard.path("because").asText());
        }
        return table.lines(screen);
    }
}
