package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.SignalSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times, spans and signals as people read them; times are UTC. */
final class Phrases {
    private Phrases() {}

    /** {@code 10:32:11Z}; with its date where that is another day than {@code near}. */
    static String clock(Instant at, Instant near) {
        Instant rounded = at.truncatedTo(ChronoUnit.SECONDS);
        boolean sameDay = at.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .equals(near.atZone(ZoneOffset.UTC).toLocalDate());
        return sameDay ? rounded.toString().substring(11) : rounded.toString();
    }

    /** {@code 850 ms}, {@code 4.2 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    static String span(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            long tenths = millis / 100;
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        Duration duration = Duration.ofMillis(millis);
        if (millis < 3_600_000) {
            return two(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }

    /** What a signal says: {@code alert HighLatency FIRING}. */
    static String signal(SignalSummary signal) {
        return switch (signal.getKind()) {
            case HEALTH -> signal.getState();
            case ALERT -> "alert " + signal.getName() + " " + signal.getState();
            case ANOMALY -> "anomaly of " + signal.getName() + " " + signal.getState();
            case RECOVERY -> "recovery " + signal.getName() + " " + signal.getState();
            case OPERATOR -> "run by hand";
        };
    }

    /** The same with the time, or nothing. */
    static String after(String words, @Nullable Instant until, Instant near) {
        return until == null ? "" : words + clock(until, near);
    }

    private static String two(long a, String unitA, long b, String unitB) {
        return b == 0 ? a + " " + unitA : a + " " + unitA + " " + b + " " + unitB;
    }
}
