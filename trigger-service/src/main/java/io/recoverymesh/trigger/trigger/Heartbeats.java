package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signals that are expected again and again. */
final class Heartbeats {
    /** A deadline that is looked at so much later was missed by us: whoever is silent gets its time again. */
    static final Duration OUR_PAUSE = Duration.ofSeconds(30);

    /** How often it is looked whether anybody still waits for what is missing. */
    static final Duration CHECK_EVERY = Duration.ofMinutes(5);

    private Heartbeats() {}

    /** What is kept after one. */
    static Listening start(Clause clause, Instant heardAt, Instant now) {
        Trigger trigger = clause.trigger();
        return new Listening(
                heardAt,
                now.plus(trigger.holdFor()),
                trigger.warn() == null ? null : now.plus(trigger.warn().after()));
    }

    /** Whether one is newer than what was heard: a repeated delivery says nothing. */
    static boolean isNewer(@Nullable ClauseState known, Instant at) {
        return switch (known) {
            case Listening listening -> at.isAfter(listening.heardAt());
            case Missing missing -> at.isAfter(missing.heardAt());
            case null -> true;
            case ClauseState.Counting counting -> true;
            case ClauseState.Gathering gathering -> true;
            case ClauseState.Holding holding -> true;
            case ClauseState.Fired fired -> true;
        };
    }

    /** What is waited for, in words. */
    static String what(Clause clause) {
        SignalPattern pattern = clause.pattern();
        String kind = pattern.source().name().toLowerCase(Locale.ROOT);
        return pattern.name() == null ? kind + " signal" : kind + " signal " + pattern.name();
    }
}
