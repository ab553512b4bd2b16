package io.recoverymesh.trigger.health;

/** How a signal relates to what was known before it. */
public enum Reception {
    /** It tells how things stand now. */
    CURRENT,
    /** A later one was seen before; it changed nothing. */
    OUTDATED,
    /** It repeats a firing of an alert that was resolved since; it changed nothing. */
    STALE
}
