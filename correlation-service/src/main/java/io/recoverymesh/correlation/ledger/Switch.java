package io.recoverymesh.correlation.ledger;

import java.time.Instant;

/** A brake that an operator pulled. */
public record Switch(String by, String comment, Instant at) {
    @Override
    public String toString() {
        return "paused by " + by + " at " + at + ": " + comment;
    }
}
