package io.recoverymesh.correlation.breaker;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.correlation.breaker.Breaker.ClosedBreaker;
import io.recoverymesh.correlation.breaker.Breaker.DisabledBreaker;
import io.recoverymesh.correlation.breaker.Breaker.ForcedOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moves breakers: what an outcome leads to, and what a recorded move makes of the state. */
public final class BreakerEvolution {
    private BreakerEvolution() {}

    /**
     * What the end of a recovery leads to, beyond being counted.
     *
     * @return the move to record; null when the breaker stays
     */
    public static @Nullable BreakerChanged onOutcome(
            Breaker breaker,
            GuardSettings.Breaker settings,
            String service,
            String policy,
            boolean failure,
            String recoveryId,
            Instant now) {
        return switch (breaker) {
            case ClosedBreaker closed -> {
                Outcomes outcomes = closed.outcomes().plus(failure, settings.window());
                yield settings.enabled()
                                && !settings.shadow()
                                && failure
                                && outcomes.trips(settings.minimum(), settings.failurePercent())
                        ? opening(breaker.state(), settings, service, policy, 1, reason(outcomes, settings), now)
                        : null;
            }
            case HalfOpenBreaker half -> {
                if (!recoveryId.equals(half.probe())) {
                    yield null;
                }
                yield failure
                        ? opening(
                                half.state(),
                                settings,
                                service,
                                policy,
                                half.openings() + 1,
                                "Expected the probe " + recoveryId + " to succeed, but it failed",
                                now)
                        : move(
                                half.state(),
                                BreakerState.CLOSED,
                                service,
                                policy,
                                "the probe " + recoveryId + " succeeded");
            }
            case OpenBreaker ignored -> null;
            case ForcedOpenBreaker ignored -> null;
            case DisabledBreaker ignored -> null;
        };
    }

    /** The breaker after one more outcome was counted; moves are recorded separately. */
    public static Breaker count(Breaker breaker, boolean failure, int window) {
        return breaker instanceof ClosedBreaker closed
                ? new ClosedBreaker(closed.outcomes().plus(failure, window))
                : breaker;
    }

    /** The breaker after a recorded move. */
    public static Breaker apply(Breaker before, BreakerChanged move) {
        BreakerMoves.require(before.state(), move.getTo());
        return switch (move.getTo()) {
            case CLOSED -> Breaker.NEW;
            case OPEN -> new OpenBreaker(requireUntil(move), move.getOpenings(), move.getReason());
            case HALF_OPEN -> new HalfOpenBreaker(move.getOpenings(), null);
            case FORCED_OPEN -> new ForcedOpenBreaker(move.getReason());
            case DISABLED -> new DisabledBreaker(move.getReason());
            case SHADOW -> before;
        };
    }

    /** A move without a time. */
    public static BreakerChanged move(
            BreakerState from, BreakerState to, String service, String policy, String reason) {
        return BreakerChanged.newBuilder()
                .setService(service)
                .setPolicy(policy)
                .setFrom(from)
                .setTo(to)
                .setReason(reason)
                .build();
    }

    private static BreakerChanged opening(
            BreakerState from,
            GuardSettings.Breaker settings,
            String service,
            String policy,
            int openings,
            String reason,
            Instant now) {
        Duration open = openTime(settings, openings);
        BreakerChanged change = move(from, BreakerState.OPEN, service, policy, reason);
        return BreakerChanged.newBuilder(change)
                .setUntil(now.plus(open))
                .setOpenings(openings)
                .build();
    }

    /** {@code openFor} doubled at each further opening, at most {@code maxOpenFor}. */
    static Duration openTime(GuardSettings.Breaker settings, int openings) {
        Duration open = settings.openFor().multipliedBy(1L << Math.min(openings - 1, 20));
        return open.compareTo(settings.maxOpenFor()) > 0 ? settings.maxOpenFor() : open;
    }

    private static String reason(Outcomes outcomes, GuardSettings.Breaker settings) {
        return "Expected fewer than " + settings.failurePercent() + " % of the last "
                + outcomes.failed().size() + " recoveries to fail, but " + outcomes.failures() + " did";
    }

    private static Instant requireUntil(BreakerChanged move) {
        Instant until = move.getUntil();
        if (until == null) {
            throw new IllegalStateException("Expected an opening breaker to say until when, but got " + move);
        }
        return until;
    }
}
