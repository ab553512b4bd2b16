package io.recoverymesh.standalone.simulation;

/**
 * Something that must never be.
 *
 * @param invariant its short name, such as A1
 */
public record Violation(String invariant, String text) {
    @Override
    public String toString() {
        return invariant + ": " + text;
    }
}
