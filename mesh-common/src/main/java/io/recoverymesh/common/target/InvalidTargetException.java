package io.recoverymesh.common.target;

/** A name that cannot be a target; the message says which part, what was expected and what came. */
public final class InvalidTargetException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidTargetException(String message) {
        super(message);
    }
}
