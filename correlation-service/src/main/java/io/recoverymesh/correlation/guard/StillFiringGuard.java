package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;

/** The target is still unhealthy, in the same bad period that the request speaks of. */
final class StillFiringGuard implements Guard {
    @Override
    public String name() {
        return "still-firing";
    }

    @Override
    public Answer ask(Question q) {
        SignalKind kind = q.request().getSignal().getKind();
        if (q.isByHand() || kind == SignalKind.RECOVERY) {
            return new Answer.Allow("not triggered by the target's own health");
        }
        ObservedHealth health = q.target().health();
        Instant triggered = q.request().getSignal().getObservedAt();
        if (health.isUp() && !health.since().isBefore(triggered)) {
            return Answer.Refuse.lasting(
                    Verdict.EXPIRED,
                    "Expected " + q.ref().target() + " to be unhealthy still, but it is UP since " + health.since());
        }
        String episode = q.request().getEpisode();
        Instant began = health.episodeStartedAt();
        if (episode != null && began != null && !episode.equals(health.episode()) && began.isAfter(triggered)) {
            return Answer.Refuse.lasting(
                    Verdict.EXPIRED,
                    "Expected the bad period that the request speaks of, but a later one began at " + began);
        }
        return new Answer.Allow(
                health.isKnown() ? "health is " + health.status() + " since " + health.since() : "health not seen yet");
    }
}
