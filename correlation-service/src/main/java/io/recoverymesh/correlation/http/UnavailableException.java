package io.recoverymesh.correlation.http;

/** The mesh cannot be read or written at the moment; trying again later makes sense. Answered with 503. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
