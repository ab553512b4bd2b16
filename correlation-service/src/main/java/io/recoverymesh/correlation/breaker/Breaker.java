package io.recoverymesh.correlation.breaker;

import io.recoverymesh.schemas.BreakerState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A circuit breaker of one service and policy. */
public sealed interface Breaker {
    Breaker NEW = new ClosedBreaker(Outcomes.NONE);

    BreakerState state();

    /** Lets recoveries through and counts how they end. */
    record ClosedBreaker(Outcomes outcomes) implements Breaker {
        @Override
        public BreakerState state() {
            return BreakerState.CLOSED;
        }
    }

    /**
     * Lets nothing through until a time.
     *
     * @param openings in a row; the open time doubles with it
     */
    record OpenBreaker(Instant until, int openings, String reason) implements Breaker {
        @Override
        public BreakerState state() {
            return BreakerState.OPEN;
        }
    }

    /**
     * Lets one probe through and waits for how it ends.
     *
     * @param probe recovery that is the probe; null until one is admitted, or after it was cancelled
     */
    record HalfOpenBreaker(int openings, @Nullable String probe) implements Breaker {
        @Override
        public BreakerState state() {
            return BreakerState.HALF_OPEN;
        }
    }

    /** Held open by an operator, until reset. */
    record ForcedOpenBreaker(String reason) implements Breaker {
        @Override
        public BreakerState state() {
            return BreakerState.FORCED_OPEN;
        }
    }

    /** Switched off by an operator: blocks nothing, counts nothing. */
    record DisabledBreaker(String reason) implements Breaker {
        @Override
        public BreakerState state() {
            return BreakerState.DISABLED;
        }
    }
}
