package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.health.HealthFold;
import io.recoverymesh.trigger.health.Vitals;
import java.time.Instant;

/** What the passing of time says, in the words of a signal. */
final class Expiry {
    private static final String SELF = "trigger-service";

    private Expiry() {}

    static SignalSummary ofAnomaly(TargetRef target, String metric, Instant lastSeen) {
        return SignalSummary.newBuilder()
                .setId(EventIds.of("expiry", target.key(), metric, lastSeen.toString()))
                .setKind(SignalKind.ANOMALY)
                .setName(metric)
                .setState("RESOLVED")
                .setObservedAt(lastSeen.plus(HealthFold.ANOMALY_LASTS))
                .setSource(SELF)
                .setReason("not repeated since " + lastSeen)
                .build();
    }

    static SignalSummary ofHeartbeat(TargetRef target, ClauseKey key, String what, Instant heardAt, Instant at) {
        Instant mark = heardAt.equals(Expectations.NEVER) ? at : heardAt;
        String reason = "no " + what + " since " + Expectations.since(heardAt);
        return health(target, key.waiting() + mark, "DOWN", reason, at);
    }

    static SignalSummary ofFlapping(TargetRef target, Vitals vitals, Instant at) {
        String state = vitals.health() == null ? "UNKNOWN" : vitals.health().name();
        return health(target, "steady" + at, state, "it does not flap any more", at);
    }

    static SignalSummary ofTarget(TargetRef target, Instant heardAt, Instant at) {
        String reason = "nothing was heard of it for " + Durations.format(TargetState.KEPT);
        return health(target, "forgotten" + heardAt, "UNKNOWN", reason, at);
    }

    private static SignalSummary health(TargetRef target, String what, String state, String reason, Instant at) {
        return SignalSummary.newBuilder()
                .setId(EventIds.of("expiry", target.key(), what))
                .setKind(SignalKind.HEALTH)
                .setName(SELF)
                .setState(state)
                .setObservedAt(at)
                .setSource(SELF)
                .setReason(reason)
                .build();
    }
}
