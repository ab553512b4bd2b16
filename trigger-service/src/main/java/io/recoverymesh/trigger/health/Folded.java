package io.recoverymesh.trigger.health;

/**
 * What a signal did to a target's vitals.
 *
 * @param vitals the same instance as before where nothing changed
 */
public record Folded(Vitals vitals, Reception reception) {
    /** Whether it told anything: whoever changes nothing returns the vitals that it was given. */
    @SuppressWarnings("ReferenceEquality")
    public boolean changes(Vitals before) {
        return vitals != before;
    }
}
