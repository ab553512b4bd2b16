package io.recoverymesh.trigger.probe;

/**
 * What one look at a target saw.
 *
 * @param saw for people: what was looked at, and what came
 */
public record Look(boolean healthy, String saw) {}
