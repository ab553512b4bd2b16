package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.Breaker.ClosedBreaker;
import io.recoverymesh.correlation.breaker.Breaker.DisabledBreaker;
import io.recoverymesh.correlation.breaker.Breaker.ForcedOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker.
 *
 * @param state CLOSED, OPEN, HALF_OPEN, FORCED_OPEN or DISABLED
 * @param until when an open one lets a probe through
 * @param openings in a row
 * @param failures among the last {@code outcomes}, while closed
 * @param probe recovery whose end a half-open one waits for
 */
@ApiView
record BreakerView(
        String group,
        String service,
        String policy,
        String state,
        @Nullable Instant until,
        int openings,
        int failures,
        int outcomes,
        @Nullable String probe,
        @Nullable String reason) {

    private record Parts(
            @Nullable Instant until,
            int openings,
            int failures,
            int outcomes,
            @Nullable String probe,
            @Nullable String reason) {}

    static BreakerView of(String key, Breaker breaker) {
        int slash = key.indexOf('/');
        int bar = key.indexOf('|');
        Parts parts =
                switch (breaker) {
                    case ClosedBreaker closed ->
                        new Parts(
                                null,
                                0,
                                closed.outcomes().failures(),
                                closed.outcomes().failed().size(),
                                null,
                                null);
                    case OpenBreaker open -> new Parts(open.until(), open.openings(), 0, 0, null, open.reason());
                    case HalfOpenBreaker half -> new Parts(null, half.openings(), 0, 0, half.probe(), null);
                    case ForcedOpenBreaker forced -> new Parts(null, 0, 0, 0, null, forced.reason());
                    case DisabledBreaker disabled -> new Parts(null, 0, 0, 0, null, disabled.reason());
                };
        return new BreakerView(
                key.substring(0, slash),
                key.substring(slash + 1, bar),
                key.substring(bar + 1),
                breaker.state().name(),
                parts.until(),
                parts.openings(),
                parts.failures(),
                parts.outcomes(),
                parts.probe(),
                parts.reason());
    }
}
