package io.recoverymesh.handler.sdk;

/** The effect did not take place, and another attempt may help. */
public final class RetryableException extends RuntimeException {
    /** @param message "Expected …, but …": shown in the flow */
    public RetryableException(String message) {
        super(message);
    }

    /** @param message "Expected …, but …": shown in the flow */
    public RetryableException(String message, Throwable cause) {
        super(message, cause);
    }
}
