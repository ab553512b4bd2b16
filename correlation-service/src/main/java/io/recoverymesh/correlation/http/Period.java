package io.recoverymesh.correlation.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From when until when.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Period(Instant from, Instant to) {
    private static final Pattern AGO = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(400);

    /** Of the parameters: times in ISO 8601, or how long ago, such as {@code 24h} or {@code 7d}; the last 7 days by default. */
    static Period of(@Nullable String from, @Nullable String to, Instant now) {
        Instant end = time("to", to, now, now.truncatedTo(ChronoUnit.MILLIS).plusMillis(1));
        Instant start = time("from", from, now, end.minus(USUAL));
        if (!start.isBefore(end)) {
            throw ProblemException.badRequest("Expected 'from' before 'to', but got " + start + " and " + end);
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw ProblemException.badRequest("Expected a period of at most " + LONGEST.toDays() + " days, but got "
                    + Duration.between(start, end).toDays());
        }
        return new Period(start, end);
    }

    private static Instant time(String field, @Nullable String text, Instant now, Instant otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        Matcher ago = AGO.matcher(text);
        try {
            return ago.matches() ? now.minus(Long.parseLong(ago.group(1)), unit(ago.group(2))) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest("Expected '" + field
                    + "' to be a time such as 2026-03-01T12:00:00Z, or how long ago, such as 24h or 7d, but got '"
                    + text + "'");
        }
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
