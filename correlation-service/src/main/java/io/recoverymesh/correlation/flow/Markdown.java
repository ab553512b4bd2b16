package io.recoverymesh.correlation.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A story as Markdown for a post-incident review; what others wrote stays text, whatever characters it has. */
public final class Markdown {
    private static final String SPECIAL = "\\`*_{}[]<>()#+!|~&";

    private final StringBuilder out = new StringBuilder();

    private Markdown() {}

    /** Times are UTC; cells never break the table that they stand in. */
    public static String of(Story story) {
        Markdown markdown = new Markdown();
        markdown.head(story.flow());
        markdown.lines(story);
        return markdown.out.toString();
    }

    private void head(Flow flow) {
        out.append("## ").append(escaped(flow.title())).append("\n\n| | |\n|---|---|\n");
        row("Flow", code(flow.flowId()));
        row("Target", escaped(flow.group() + "/" + flow.target()));
        row("Began", time(flow.startedAt()));
        Instant ended = flow.endedAt();
        row(
                "Ended",
                ended == null
                        ? "still open"
                        : time(ended) + ", after "
                                + Phrases.span(Duration.between(flow.startedAt(), ended)
                                        .toMillis()));
        row("Outcome", flow.outcome() == null ? "none yet" : flow.outcome().name());
        row("Policies", names(flow.policies()));
        row("Recoveries", names(flow.recoveries()));
    }

    private void lines(Story story) {
        out.append("\n| # | Time (UTC) | Since start | Cause | What |\n|--:|---|--:|--:|---|\n");
        List<FlowLine> lines = byTime(story.lines());
        Instant start =
                lines.isEmpty() ? story.flow().startedAt() : lines.getFirst().at();
        for (int i = 0; i < lines.size(); i++) {
            FlowLine line = lines.get(i);
            int cause = cause(lines, i);
            row(
                    String.valueOf(i + 1),
                    time(line.at()),
                    "+" + Phrases.span(Duration.between(start, line.at()).toMillis()),
                    cause < 0 ? "" : String.valueOf(cause + 1),
                    what(story.flow(), line));
        }
        if (story.dropped() > 0) {
            out.append('\n').append(story.dropped()).append(" further lines were not kept.\n");
        }
    }

    private static String what(Flow flow, FlowLine line) {
        String whose = line.target().equals(flow.target()) ? "" : escaped(line.target()) + ": ";
        String times = line.count() > 1 ? " (" + line.count() + " times)" : "";
        return whose + escaped(line.text()) + times;
    }

    private static List<FlowLine> byTime(List<FlowLine> lines) {
        List<FlowLine> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(FlowLine::at)
                .thenComparing(line -> !line.kind().equals("health")));
        return sorted;
    }

    /** Index of the line of the event that caused this one; of several lines of one decision, the one before. */
    private static int cause(List<FlowLine> lines, int of) {
        FlowLine line = lines.get(of);
        if (of > 0 && lines.get(of - 1).eventId().equals(line.eventId())) {
            return of - 1;
        }
        return IntStream.range(0, lines.size())
                .filter(i -> i != of && lines.get(i).eventId().equals(line.causationId()))
                .findFirst()
                .orElse(-1);
    }

    private void row(String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().map(Markdown::escaped).collect(Collectors.joining(", "));
    }

    private static String time(@Nullable Instant at) {
        return at == null
                ? ""
                : at.truncatedTo(ChronoUnit.MILLIS).toString().replace("T", " ").replace("Z", "");
    }

    private static String code(String text) {
        StringBuilder safe = new StringBuilder("`");
        text.chars().forEach(c -> safe.append(isUnseen(c) ? ' ' : c == '`' ? '\'' : (char) c));
        return safe.append('`').toString().replace("|", "\\|");
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            if (isUnseen(c)) {
                safe.append(' ');
            } else {
                if (SPECIAL.indexOf(c) >= 0) {
                    safe.append('\\');
                }
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** Controls, line ends, and what turns the direction of text. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
