package io.recoverymesh.handler.protocol;

import java.util.Locale;

/** Why a command is refused; the tag of the metric. */
public enum Refusal {
    /** The decision is no longer valid: its {@code notAfter} has passed. */
    EXPIRED,
    /** The attempt would already have timed out. */
    OVERDUE,
    /** A newer fence was seen for the same target. */
    FENCED,
    UNKNOWN_ACTION,
    BAD_ARGUMENTS,
    /** A field of the command is out of its range. */
    MALFORMED;

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
