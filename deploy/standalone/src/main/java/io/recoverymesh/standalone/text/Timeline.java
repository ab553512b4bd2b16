package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One flow as a numbered timeline: when since its start, what, caused by which line, why, until when. */
public final class Timeline {
    private static final Pattern WORD = Pattern.compile("\\b[A-Z][A-Z_]+\\b");

    private Timeline() {}

    public static List<String> lines(JsonNode flow, Screen screen) {
        List<String> lines = new ArrayList<>();
        lines.add(screen.bold("flow " + flow.path("flowId").asText()) + "  "
                + flow.path("title").asText());
        lines.add(summary(flow, screen));
        lines.add("");
        lines.addAll(entries(flow, screen));
        int dropped = flow.path("dropped").asInt();
        if (dropped > 0) {
            lines.add(screen.faint("(" + dropped + " further lines were not kept)"));
        }
        return lines;
    }

    private static String summary(JsonNode flow, Screen screen) {
        StringBuilder text = new StringBuilder();
        String outcome = flow.path("outcome").asText("");
        text.append(screen.tinted(outcome.isEmpty() || outcome.equals("null") ? "open" : outcome));
        Times.of(flow.path("startedAt")).ifPresent(start -> Times.of(flow.path("endedAt"))
                .ifPresent(end -> text.append(" after ").append(Times.length(Duration.between(start, end)))));
        text.append("   target ").append(flow.path("group").asText()).append('/');
        text.append(flow.path("target").asText());
        text.append("   started ").append(screen.times().clockTime(flow.path("startedAt")));
        String policies = words(flow.path("policies"));
        if (!policies.isEmpty()) {
            text.append("   policies ").append(policies);
        }
        return text.toString();
    }

    private static List<String> entries(JsonNode flow, Screen screen) {
        Table table = new Table("#", "SINCE START", "CAUSE", "WHAT", "");
        List<JsonNode> entries = byTime(flow.path("entries"));
        Instant start = entries.isEmpty() ? Instant.EPOCH : at(entries.getFirst());
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            table.row(
                    String.valueOf(i + 1),
                    Times.after(start, at(entry)),
                    cause(entries, i),
                    entry.path("kind").asText(),
                    sentence(flow, entry, start, screen));
        }
        return table.lines(screen);
    }

    /** Lines of different topics arrive in any order. */
    private static List<JsonNode> byTime(JsonNode entries) {
        List<JsonNode> sorted = new ArrayList<>();
        entries.forEach(sorted::add);
        sorted.sort(Comparator.comparing(Timeline::at)
                .thenComparing(entry -> !entry.path("kind").asText().equals("health")));
        return sorted;
    }

    /** The line of the event that caused this one; of several lines of one decision, the one before. */
    private static String cause(List<JsonNode> entries, int of) {
        String event = entries.get(of).path("eventId").asText();
        if (of > 0 && entries.get(of - 1).path("eventId").asText().equals(event)) {
            return "<- " + of;
        }
        String cause = entries.get(of).path("causationId").asText();
        for (int i = 0; i < entries.size(); i++) {
            if (i != of && entries.get(i).path("eventId").asText().equals(cause)) {
                return "<- " + (i + 1);
            }
        }
        return "";
    }

    private static Instant at(JsonNode entry) {
        return Times.of(entry.path("at")).orElse(Instant.EPOCH);
    }

    private static String sentence(JsonNode flow, JsonNode entry, Instant start, Screen screen) {
        StringBuilder text = new StringBuilder();
        String target = entry.path("target").asText();
        if (!target.isEmpty() && !target.equals(flow.path("target").asText())) {
            text.append(target).append(": ");
        }
        text.append(tinted(entry.path("text").asText(), screen));
        Times.of(entry.path("until"))
                .ifPresent(until -> text.append(screen.faint(
                        " (until " + screen.times().clockTime(until) + ", " + Times.after(start, until) + ")")));
        int count = entry.path("count").asInt(1);
        if (count > 1) {
            text.append(screen.bold(" x" + count));
            Times.of(entry.path("lastAt"))
                    .ifPresent(last -> text.append(screen.faint(" (last " + Times.after(start, last) + ")")));
        }
        return text.toString();
    }

    private static String tinted(String text, Screen screen) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(screen.tinted(word.group())));
    }

    /** The texts of an array, one after the other. */
    public static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.isTextual() ? word.asText() : word.toString()));
        return String.join(", ", words);
    }
}
