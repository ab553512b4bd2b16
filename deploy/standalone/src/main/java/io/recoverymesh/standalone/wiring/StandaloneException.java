package io.recoverymesh.standalone.wiring;

import org.jspecify.annotations.Nullable;

/** The mesh could not be started; the message says what was expected, what came, and what to do. */
public final class StandaloneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StandaloneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
