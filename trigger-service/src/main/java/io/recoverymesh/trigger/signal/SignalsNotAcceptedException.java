package io.recoverymesh.trigger.signal;

/** Kafka, or the schema registry, did not take signals in time: the sender should send them again. */
public final class SignalsNotAcceptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SignalsNotAcceptedException(Throwable cause) {
        super("Expected Kafka to acknowledge the signals within 10 s, but " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
