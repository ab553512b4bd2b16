package io.recoverymesh.trigger.http;

/** What is kept of a target is kept by another instance; the message says which. */
public final class HeldElsewhereException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HeldElsewhereException(String message) {
        super(message);
    }
}
