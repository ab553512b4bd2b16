package io.recoverymesh.common.registry;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The registry refused a request, or could not be asked; the reason says which. */
public final class RegistryException extends KafkaException {

    /** Why; only {@link #UNAVAILABLE} may be gone when asked again. */
    public enum Reason {
        SUBJECT_NOT_FOUND,
        VERSION_NOT_FOUND,
        SCHEMA_NOT_FOUND,
        INCOMPATIBLE,
        INVALID_SCHEMA,
        UNAUTHORIZED,
        UNAVAILABLE,
        UNEXPECTED
    }

    private final Reason reason;

    RegistryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    RegistryException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why the registry refused or could not be asked. */
    public Reason reason() {
        return reason;
    }

    /** Whether the same request may succeed later without anyone changing anything. */
    public boolean isTransient() {
        return reason == Reason.UNAVAILABLE;
    }
}
