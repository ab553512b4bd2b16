package io.recoverymesh.standalone.rehearsal;

/** A test that cannot be run as it is written; the message names file and line, and says what was expected. */
public final class BadTestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadTestException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
