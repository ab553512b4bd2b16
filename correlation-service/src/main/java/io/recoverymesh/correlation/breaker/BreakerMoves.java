package io.recoverymesh.correlation.breaker;

import static io.recoverymesh.schemas.BreakerState.CLOSED;
import static io.recoverymesh.schemas.BreakerState.DISABLED;
import static io.recoverymesh.schemas.BreakerState.FORCED_OPEN;
import static io.recoverymesh.schemas.BreakerState.HALF_OPEN;
import static io.recoverymesh.schemas.BreakerState.OPEN;

import io.recoverymesh.schemas.BreakerState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The legal moves of a breaker; a move that is not listed is a bug. */
public final class BreakerMoves {
    /** From each state, where it may go. Operators may force, disable and reset from anywhere. */
    public static final Map<BreakerState, Set<BreakerState>> TABLE = Map.of(
            CLOSED, EnumSet.of(OPEN, FORCED_OPEN, DISABLED),
            OPEN, EnumSet.of(HALF_OPEN, CLOSED, FORCED_OPEN, DISABLED),
            HALF_OPEN, EnumSet.of(CLOSED, OPEN, FORCED_OPEN, DISABLED),
            FORCED_OPEN, EnumSet.of(CLOSED, DISABLED),
            DISABLED, EnumSet.of(CLOSED, FORCED_OPEN));

    private BreakerMoves() {}

    /** @throws IllegalStateException when the move is not in the table */
    public static void require(BreakerState from, BreakerState to) {
        if (!TABLE.getOrDefault(from, Set.of()).contains(to)) {
            throw new IllegalStateException(
                    "Expected a breaker move from " + from + " to one of " + TABLE.get(from) + ", but got " + to);
        }
    }
}
