package io.recoverymesh.trigger.mapping;

/** An expression that cannot be compiled; the message says what was expected and what came. */
final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MappingException(String message, Throwable cause) {
        super(message, cause);
    }
}
