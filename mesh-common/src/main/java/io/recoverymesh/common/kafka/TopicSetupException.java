package io.recoverymesh.common.kafka;

/** The cluster's topics are not as the mesh needs them; the message says which and how to mend it. */
public final class TopicSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicSetupException(String message) {
        super(message);
    }

    public TopicSetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
