package io.recoverymesh.correlation.plan;

/** What follows from how the steps of a plan stand. */
public sealed interface Next {
    /** A step begins, if its condition holds. */
    record Begin(String step) implements Next {}

    /**
     * A step is passed by.
     *
     * @param reached whether what comes after it may go on
     */
    record Skip(String step, boolean reached, String reason) implements Next {}

    /** A step can never begin, and that is a failure of it. */
    record Fail(String step, String reason) implements Next {}

    /** Something is under way, and nothing begins before it has ended. */
    record Waiting() implements Next {}

    /** Every step has ended. */
    record Done() implements Next {}
}
