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

    /**
     * Whether the effect took place is not known: where the step's safety is idempotent it is tried again, where it is
     * probe the action is asked, where it is once a person decides.
     *
     * @param error "Expected …, but …"
     */
    record Unknown(String error) implements Outcome {}

    /** The attempt was stopped before its effect began. */
    record NotBegun() implements Outcome {}

    static Outcome success() {
        return new Success(null);
    }

    static Outcome success(@Nullable String output) {
        return new Success(output);
    }

    static Outcome failure(FailureKind kind, String error, boolean retryable) {
        return new Failure(kind, error, retryable);
    }

    /** Whether the effect took place is not known. */
    static Outcome unknown(String error) {
        return new Unknown(error);
    }

    /** The action would not act on what it was given; a further try would not help. */
    static Outcome refused(String error) {
        return new Failure(FailureKind.REFUSED, error, false);
    }
}
