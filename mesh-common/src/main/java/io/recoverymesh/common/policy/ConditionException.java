package io.recoverymesh.common.policy;

/** A {@code where} that cannot be compiled; the message says what was expected, what came and in which column. */
public final class ConditionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ConditionException(String message, Throwable cause) {
        super(message, cause);
    }
}
