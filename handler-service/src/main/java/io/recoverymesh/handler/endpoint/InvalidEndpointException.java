package io.recoverymesh.handler.endpoint;

/** A registered endpoint that cannot be used: where it stands, what was expected, what came. */
public final class InvalidEndpointException extends RuntimeException {
    public InvalidEndpointException(String message) {
        super(message);
    }

    public InvalidEndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
