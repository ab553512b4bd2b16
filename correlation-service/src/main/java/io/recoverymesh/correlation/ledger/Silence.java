package io.recoverymesh.correlation.ledger;

import java.time.Instant;

/** For a time nothing recovers by itself, by an operator's word; not the same as a silence of notifications. */
public record Silence(String by, String comment, Instant until) {
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    @Override
    public String toString() {
        return "silenced by " + by + " until " + until + ": " + comment;
    }
}
