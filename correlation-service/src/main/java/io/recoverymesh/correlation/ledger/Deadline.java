package io.recoverymesh.correlation.ledger;

import java.time.Instant;

/**
 * A moment at which something must be looked at; whether anything happens is decided then, from the state.
 *
 * @param subject recovery id, waiting slot, group or idempotency key, by kind
 * @param attempt of a step; 0 where there is none
 */
public record Deadline(Instant due, Kind kind, String group, String subject, int attempt) {
    /** What is looked at. */
    public enum Kind {
        RETRY,
        STEP_TIMEOUT,
        LEASE,
        PROBE,
        VERIFIED,
        VERIFY_TIMEOUT,
        REASSESS,
        ESCALATE,
        CALM,
        TELL,
        TOLD,
        FORGET
    }

    /** Sorts by due time. */
    public String key() {
        return padded(due.toEpochMilli()) + "|" + kind + "|" + group + "|" + subject + "|" + attempt;
    }

    /** The same, at another time. */
    public Deadline at(Instant newDue) {
        return new Deadline(newDue, kind, group, subject, attempt);
    }

    /** Keys before this one are due. */
    public static String firstAfter(Instant now) {
        return padded(now.toEpochMilli() + 1);
    }

    /** Not by String.format: it writes the digits of the machine's language. */
    private static String padded(long millis) {
        String digits = Long.toString(Math.max(0, millis));
        return "0".repeat(Math.max(0, 15 - digits.length())) + digits;
    }
}
