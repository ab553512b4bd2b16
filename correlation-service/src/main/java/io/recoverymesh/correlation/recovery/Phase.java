package io.recoverymesh.correlation.recovery;

/** Where a recovery is in its lifecycle. */
public enum Phase {
    /** Steps are being run. */
    RUNNING,
    /** All steps are done; the target's own health decides. */
    VERIFYING,
    /** The plan failed; what was done is being taken back. */
    COMPENSATING,
    /** Terminal: it has its outcome. */
    ENDED
}
