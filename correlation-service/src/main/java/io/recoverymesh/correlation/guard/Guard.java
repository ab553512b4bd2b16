package io.recoverymesh.correlation.guard;

/** One reason why a request might not be admitted. */
public interface Guard {
    /** Name in verdicts, metrics and explanations. */
    String name();

    /** Whether a request by hand passes it by; that is recorded. */
    default boolean isBypassedByHand() {
        return false;
    }

    /** Whether a fallback passes it by: what it would wait for, the failure that the fallback answers has caused. */
    default boolean isBypassedByFallback() {
        return false;
    }

    /** What it says, from the question alone. */
    Answer ask(Question question);
}
