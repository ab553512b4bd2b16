package io.recoverymesh.correlation.recovery;

/** Where a step is in its lifecycle. */
public enum StepPhase {
    /** Not begun. */
    PENDING(false),
    /** A command is out; no handler has said that it took it. */
    DISPATCHED(false),
    /** A handler holds the lease. */
    RUNNING(false),
    /** The handler was lost with the attempt; it is asked whether the effect took place. */
    PROBING(false),
    /** An attempt failed; the next is due later. */
    WAITING(false),
    /** It waits for a person, or for the health of a target. */
    AWAITING(false),
    SUCCEEDED(true),
    /** Passed by without being done. */
    SKIPPED(true),
    FAILED(true),
    /** Whether the effect took place is not known, and it must not be tried again. */
    LOST(true),
    CANCELLED(true);

    private final boolean terminal;

    StepPhase(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean isTerminal() {
        return terminal;
    }
}
