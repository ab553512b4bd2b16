package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Times as people read them: the clock of today, and how far away. */
public record Times(InstantSource clock, ZoneId zone) {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** The time in a field; empty where there is none. */
    public static Optional<Instant> of(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** {@code 10:31:02}, with the date on another day; empty where there is none. */
    public String clockTime(JsonNode node) {
        return of(node).map(this::clockTime).orElse("");
    }

    public String clockTime(Instant at) {
        boolean today = at.atZone(zone)
                .toLocalDate()
                .equals(clock.instant().atZone(zone).toLocalDate());
        return (today ? TODAY : OTHER_DAY).withZone(zone).format(at);
    }

    /** {@code until 10:41:02 (in 9m 58s)}; empty where there is none. */
    public String until(JsonNode node) {
        return of(node).map(this::until).orElse("");
    }

    private String until(Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        return "until " + clockTime(at) + (left.isNegative() ? " (over)" : " (in " + length(left) + ")");
    }

    /** {@code 12s ago}; empty where there is none. */
    public String ago(JsonNode node) {
        return of(node).map(at -> Duration.between(at, clock.instant()))
                .map(gone -> gone.isNegative() ? "in " + length(gone.negated()) : length(gone) + " ago")
                .orElse("");
    }

    /** {@code +0.412s} after the start. */
    public static String after(Instant start, Instant at) {
        Duration gone = Duration.between(start, at);
        return gone.abs().compareTo(Duration.ofMinutes(10)) < 0
                ? String.format(Locale.ROOT, "%+.3fs", gone.toMillis() / 1000.0)
                : (gone.isNegative() ? "-" : "+") + length(gone.abs());
    }

    /** {@code 0.4s}, {@code 58s}, {@code 9m 58s}, {@code 3h 2m}, {@code 4d 1h}. */
    public static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h " + seconds % 3600 / 60 + "m"
                : seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
    }
}
