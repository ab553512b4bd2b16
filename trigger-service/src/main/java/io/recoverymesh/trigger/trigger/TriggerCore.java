package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Clause;
import io.recoverymesh.trigger.health.Folded;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Reception;
import io.recoverymesh.trigger.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides what follows from a signal, and from the passing of time, for one target.
 *
 * <p>Pure. The shell keeps one {@link TargetState} per target key, feeds each signal to {@link #decide} and calls
 * {@link #due} at or after {@link TargetState#nextDue()}; calling it earlier or more often changes nothing.
 */
public final class TriggerCore {
    /** How far ahead of the clock a signal may lie. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(5);

    private TriggerCore() {}

    /** What follows from one signal about the target of this state. */
    public static Decision decide(TargetState state, Signal signal, Catalogue catalogue, Instant now) {
        List<Clause> concerned = signal.isFiring() ? catalogue.concerning(signal) : List.of();
        if (signal.latestTime().isAfter(now.plus(FUTURE_TOLERANCE))) {
            return new SignalDecision(state, signal, now).future(concerned);
        }
        Folded folded = HealthFold.fold(state.vitals(), signal, now);
        Received received = received(state, folded);
        if (concerned.isEmpty()
                && folded.vitals().equals(state.vitals())
                && state.clauses().isEmpty()) {
            return Decision.nothing(state, received);
        }
        return new SignalDecision(state, signal, now).current(folded, received, concerned);
    }

    /** What follows from the time alone: holds that are due, anomalies and counts that are over. */
    public static Decision due(TargetState state, TargetRef target, Catalogue catalogue, Instant now) {
        Instant next = state.nextDue();
        return next == null || next.isAfter(now)
                ? Decision.nothing(state, Received.UNCHANGED)
                : new DueDecision(state, target, now).decide(catalogue);
    }

    private static Received received(TargetState state, Folded folded) {
        if (folded.reception() == Reception.STALE) {
            return Received.STALE;
        }
        if (folded.reception() == Reception.OUTDATED) {
            return Received.OUTDATED;
        }
        return folded.vitals().equals(state.vitals()) ? Received.UNCHANGED : Received.APPLIED;
    }
}
