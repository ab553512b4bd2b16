package io.recoverymesh.handler.kubernetes;

/** The step will not be done, and another try would not help; nothing was changed. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
