package io.recoverymesh.handler.sdk;

/** The effect did not take place, and another attempt would not help. */
public final class NotRetryableException extends RuntimeException {
    /** @param message "Expected …, but …": shown in the flow */
    public NotRetryableException(String message) {
        super(message);
    }

    /** @param message "Expected …, but …": shown in the flow */
    public NotRetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
