package io.recoverymesh.trigger.probe;

import io.recoverymesh.schemas.HealthStatus;

/**
 * What one probe has come to believe, and how many looks in a row say so or otherwise.
 *
 * @param belief UP or DOWN; UNKNOWN until enough looks agreed
 * @param healthy what the last looks saw
 * @param length how many of them in a row
 * @param saw by the last look
 */
public record Streak(HealthStatus belief, boolean healthy, int length, String saw) {
    public static final Streak NONE = new Streak(HealthStatus.UNKNOWN, true, 0, "");

    /** @param failures in a row for DOWN; {@code successes} in a row for UP */
    Streak plus(Look look, int failures, int successes) {
        int inARow = look.healthy() == healthy ? length + 1 : 1;
        int needed = look.healthy() ? successes : failures;
        HealthStatus agreed = look.healthy() ? HealthStatus.UP : HealthStatus.DOWN;
        return new Streak(inARow >= needed ? agreed : belief, look.healthy(), Math.min(inARow, needed), look.saw());
    }
}
