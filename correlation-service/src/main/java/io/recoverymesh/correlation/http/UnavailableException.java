package io.recoverymesh.correlation.http;

import org.jspecify.annotations.Nullable;

/** The mesh cannot be read or written at the moment; trying again later makes sense. Answered with 503. */
public sealed class UnavailableException extends RuntimeException permits ElsewhereException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
