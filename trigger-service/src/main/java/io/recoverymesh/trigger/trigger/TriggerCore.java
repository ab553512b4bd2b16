package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.trigger.catalogue.Catalogue;
import io.recoverymesh.trigger.catalogue.Expectation;
import io.recoverymesh.trigger.health.Folded;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Reception;
import io.recoverymesh.trigger.signal.Signal;
import java.time.Duration;
import java.time.Instant;

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
        return decide(state, signal, catalogue, now, true);
    }

    /**
     * What follows from one signal about the target of this state.
     *
     * @param caughtUp whether everything that was published before the start has been read; until then nothing is
     *     requested but held, so that what is over already is not acted on. {@link #due} is to be called only afterwards
     */
    public static Decision decide(
            TargetState state, Signal signal, Catalogue catalogue, Instant now, boolean caughtUp) {
        Concerned concerned = Concerned.by(signal, catalogue);
        Instant latest = signal.latestTime();
        if (latest.isAfter(now) && latest.isAfter(now.plus(FUTURE_TOLERANCE))) {
            return new SignalDecision(state, signal, now).future(concerned.troubled());
        }
        Folded folded = HealthFold.fold(state.vitals(), signal, now);
        Received received = received(state, folded);
        if (concerned.isEmpty()
                && received != Received.APPLIED
                && state.clauses().isEmpty()
                && !state.isHeardNews(now)) {
            return Decision.nothing(state, received);
        }
        return new SignalDecision(state, signal, now).current(folded, received, concerned, caughtUp);
    }

    /** The state of a target from the moment on in which it is known that its heartbeat is expected. */
    public static Decision expect(TargetState state, Expectation expectation, Instant now) {
        TargetState begun = Expectations.begin(state, expectation.clause(), now);
        return Decision.nothing(begun, begun.equals(state) ? Received.UNCHANGED : Received.APPLIED);
    }

    /** What follows from the time alone: holds that are due, heartbeats that are missing, what is over. */
    public static Decision due(TargetState state, TargetRef target, Catalogue catalogue, Instant now) {
        Instant next = state.nextDue();
        if (next == null || next.isAfter(now)) {
            return Decision.nothing(state, Received.UNCHANGED);
        }
        DueDecision decision = new DueDecision(state, target, catalogue, now);
        Instant forgetAt = state.forgetAt();
        return forgetAt == null || forgetAt.isAfter(now) ? decision.decide() : decision.forget();
    }

    private static Received received(TargetState state, Folded folded) {
        if (folded.reception() == Reception.STALE) {
            return Received.STALE;
        }
        if (folded.reception() == Reception.OUTDATED) {
            return Received.OUTDATED;
        }
        return folded.changes(state.vitals()) ? Received.APPLIED : Received.UNCHANGED;
    }
}
