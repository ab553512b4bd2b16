package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.BreakerMoves;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.BreakerState;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** B1 nothing passes an OPEN breaker and one probe a HALF_OPEN one, B2 only listed moves, each with its cause. */
final class BreakerRules implements Rules {
    private final Recorded recorded;
    private final Findings findings;
    private final Map<String, BreakerState> states = new HashMap<>();
    private final Map<String, Instant> openUntil = new HashMap<>();
    private final Map<String, String> probes = new HashMap<>();

    BreakerRules(Recorded recorded, Findings findings) {
        this.recorded = recorded;
        this.findings = findings;
    }

    @Override
    public void fact(RecoveryEvent event, Object fact) {
        switch (fact) {
            case BreakerChanged moved -> moved(event, moved);
            case VerdictGiven verdict -> {
                if (verdict.getVerdict() == Verdict.ADMITTED) {
                    admitted(event, verdict);
                }
            }
            case RecoveryEnded ended -> probes.values().remove(String.valueOf(event.getRecoveryId()));
            default -> {}
        }
    }

    private void moved(RecoveryEvent event, BreakerChanged moved) {
        String key = event.getGroup() + "/" + moved.getService() + "|" + moved.getPolicy();
        BreakerState before = states.getOrDefault(key, BreakerState.CLOSED);
        findings.expect(
                moved.getFrom() == before
                        && BreakerMoves.TABLE.getOrDefault(before, Set.of()).contains(moved.getTo())
                        && !moved.getReason().isBlank(),
                "B2",
                () -> key + " was " + before + " and moved " + moved);
        Instant until = openUntil.get(key);
        findings.expect(
                moved.getTo() != BreakerState.HALF_OPEN
                        || until == null
                        || !event.getAt().isBefore(until),
                "B1",
                () -> key + " let a probe through at " + event.getAt() + ", open until " + until);
        states.put(key, moved.getTo());
        if (moved.getTo() == BreakerState.OPEN && moved.getUntil() != null) {
            openUntil.put(key, moved.getUntil());
        } else {
            openUntil.remove(key);
        }
        probes.remove(key);
    }

    private void admitted(RecoveryEvent event, VerdictGiven verdict) {
        GuardSettings.Breaker settings = recorded.policy(verdict).guard().breaker();
        if (!settings.enabled() || settings.shadow()) {
            return;
        }
        TargetRef ref = TargetRef.of(event.getGroup(), event.getTarget());
        String key = ref.group() + "/" + ref.service() + "|" + event.getPolicy();
        BreakerState state = states.getOrDefault(key, BreakerState.CLOSED);
        findings.expect(
                state != BreakerState.OPEN && state != BreakerState.FORCED_OPEN,
                "B1",
                () -> event.getRecoveryId() + " admitted while " + key + " is " + state);
        if (state == BreakerState.HALF_OPEN) {
            String other = probes.putIfAbsent(key, String.valueOf(event.getRecoveryId()));
            findings.expect(other == null, "B1", () -> "a second probe of " + key + " beside " + other);
        }
    }
}
