package io.recoverymesh.handler.sdk;

/** A class or method that cannot be a handler; the message names it, what was expected, and what came. */
public final class InvalidHandlerException extends RuntimeException {
    public InvalidHandlerException(String message) {
        super(message);
    }
}
