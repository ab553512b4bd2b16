package io.recoverymesh.standalone.cli;

import org.jspecify.annotations.Nullable;

/** A file or value that a command was given cannot be used; the message is one sentence and a mend. */
final class RefusedInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
