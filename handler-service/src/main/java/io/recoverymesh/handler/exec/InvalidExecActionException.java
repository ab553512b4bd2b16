package io.recoverymesh.handler.exec;

/** An action that is declared wrongly; the message says where, what was expected and what came. */
public final class InvalidExecActionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidExecActionException(String message, Throwable cause) {
        super(message, cause);
    }
}
