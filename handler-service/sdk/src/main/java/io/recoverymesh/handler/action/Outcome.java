package io.recoverymesh.handler.action;

import io.recoverymesh.schemas.FailureKind;
import org.jspecify.annotations.Nullable;

/** How an action went. */
public sealed interface Outcome {
    /**
     * The effect took place.
     *
     * @param output JSON for later steps and for people; null where there is nothing to say
     */
    record Success(@Nullable String output) implements Outcome {}

    /**
     * The effect did not take place, or not wholly.
     *
     * @param error "Expected …, but …"
     * @param retryable whether another try makes sense
     */
    record Failure(FailureKind kind, String error, boolean retryable) implements Outcome {}

    static Outcome success() {
        return new Success(null);
    }

    static Outcome success(@Nullable String output) {
        return new Success(output);
    }

    static Outcome failure(FailureKind kind, String error, boolean retryable) {
        return new Failure(kind, error, retryable);
    }

    /** The action would not act on what it was given; a further try would not help. */
    static Outcome refused(String error) {
        return new Failure(FailureKind.REFUSED, error, false);
    }
}
