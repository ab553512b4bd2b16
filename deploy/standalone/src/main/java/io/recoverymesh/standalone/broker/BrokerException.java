package io.recoverymesh.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker could not be started; the message says what to do. */
public final class BrokerException extends RuntimeException {

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
