package io.recoverymesh.trigger.kafka;

/** A record that is no signal and never will be; the message says what was expected, what came, and the mend. */
final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message) {
        super(message);
    }
}
