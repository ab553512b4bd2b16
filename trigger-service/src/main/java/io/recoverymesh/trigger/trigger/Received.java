package io.recoverymesh.trigger.trigger;

/** What became of a signal as such, whatever its candidates did. */
public enum Received {
    /** It told something new. */
    APPLIED,
    /** It told what was known. */
    UNCHANGED,
    /** A later one of its kind was seen before. */
    OUTDATED,
    /** It repeats an alert that was resolved since. */
    STALE,
    /** A policy would have acted on it, had it not been observed too long ago. */
    EXPIRED,
    /** It lies more than five minutes in the future. */
    FUTURE
}
