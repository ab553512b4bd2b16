package io.recoverymesh.correlation.recovery;

/** A fact that the lifecycle table does not allow in the present phase: a bug in a decision. */
public final class IllegalMoveException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public IllegalMoveException(String message) {
        super(message);
    }
}
