package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Timeline;
import io.recoverymesh.standalone.text.Times;
import java.time.Duration;

/** Cells of tables from fields of answers. */
final class Cells {
    private Cells() {}

    /** The text in a field; {@code otherwise} where there is none. */
    static String text(JsonNode row, String field, String otherwise) {
        JsonNode value = row.path(field);
        return value.isMissingNode() || value.isNull() || value.asText().isEmpty() ? otherwise : value.asText();
    }

    static String text(JsonNode row, String field) {
        return text(row, field, "");
    }

    /** How long from one time to the other; empty while one is missing. */
    static String between(JsonNode row, String from, String to) {
        return Times.of(row.path(from))
                .flatMap(start -> Times.of(row.path(to)).map(end -> Times.length(Duration.between(start, end))))
                .orElse("");
    }

    /** {@code group/target}. */
    static String target(JsonNode row) {
        return text(row, "group") + "/" + text(row, "target");
    }

    /** {@code file:line: …} of policies that were refused or look doubtful. */
    static void problems(JsonNode answer, Screen screen) {
        for (JsonNode problem : answer.path("problems")) {
            screen.line(text(problem, "file") + ":" + text(problem, "line") + ": " + text(problem, "severity") + " at "
                    + text(problem, "field", "/") + ": " + text(problem, "message") + ". " + text(problem, "mend"));
        }
    }

    /** Says which part of an answer could not be had. */
    static void missing(JsonNode answer, Screen screen) {
        if (!answer.path("missing").isEmpty()) {
            screen.line("Not all of it could be had; missing: " + Timeline.words(answer.path("missing")));
        }
    }
}
