package io.recoverymesh.correlation.guard;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one guard says to a question.
 *
 * @param answer ALLOW, BYPASSED, or the verdict it would give
 * @param because what it looked at, or expected …, but …
 */
public record Explanation(
        String guard,
        String answer,
        String because,
        @Nullable Instant until,
        @Nullable String blockedBy) {

    static Explanation of(Guard guard, Answer answer, boolean byHand) {
        return switch (answer) {
            case Answer.Allow allow -> new Explanation(guard.name(), "ALLOW", allow.because(), null, null);
            case Answer.Refuse refuse ->
                new Explanation(
                        guard.name(),
                        byHand && guard.isBypassedByHand()
                                ? "BYPASSED"
                                : refuse.verdict().name(),
                        refuse.reason(),
                        refuse.until(),
                        refuse.blockedBy());
        };
    }
}
