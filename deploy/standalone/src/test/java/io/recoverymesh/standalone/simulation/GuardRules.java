package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.GuardSettings.Limit;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StormEnded;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** B3 sliding windows, B4 cooldown and blocks, B5 fleet and group limits, B6 one per target and rising fences. */
final class GuardRules implements Rules {
    private final Recorded recorded;
    private final Findings findings;
    private final Map<String, List<Instant>> admissions = new HashMap<>();
    private final Map<String, Instant> verifiedAt = new HashMap<>();
    private final Map<String, Instant> blockedUntil = new HashMap<>();
    private final Map<String, String> active = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Set<String> storms = new HashSet<>();
    private final Map<String, TargetHealth> healths = new HashMap<>();

    GuardRules(Recorded recorded, Findings findings) {
        this.recorded = recorded;
        this.findings = findings;
    }

    @Override
    public void health(TargetHealth health) {
        healths.merge(
                health.getGroup() + "/" + health.getTarget(),
                health,
                (old, young) -> young.getChangedAt().isBefore(old.getChangedAt()) ? old : young);
    }

    @Override
    public void fact(RecoveryEvent event, Object fact) {
        String target = event.getGroup() + "/" + event.getTarget();
        switch (fact) {
            case VerdictGiven verdict -> {
                if (verdict.getVerdict() == Verdict.ADMITTED) {
                    admitted(event, target, verdict);
                }
            }
            case RecoveryEnded ended -> {
                active.remove(target, String.valueOf(event.getRecoveryId()));
                if (ended.getOutcome() == Outcome.RECOVERED) {
                    verifiedAt.put(target, event.getAt());
                }
            }
            case TargetBlocked blocked -> blockedUntil.put(target, blocked.getUntil());
            case OperatorActed acted -> {
                if (acted.getAccepted() && acted.getAction() == OperatorActionKind.ACKNOWLEDGE) {
                    blockedUntil.remove(target);
                }
            }
            case StormStarted storm -> storms.add(event.getGroup());
            case StormEnded storm -> storms.remove(event.getGroup());
            case StepDispatched step -> {
                Long before = fences.put(target, step.getFence());
                findings.expect(
                        before == null || step.getFence() > before,
                        "B6",
                        () -> "fence " + step.getFence() + " after " + before + " on " + target);
            }
            default -> {}
        }
    }

    private void admitted(RecoveryEvent event, String target, VerdictGiven verdict) {
        GuardSettings guard = recorded.policy(verdict).guard();
        String recovery = String.valueOf(event.getRecoveryId());
        boolean rested = verdict.getBypassed().contains("cooldown");
        if (!rested) {
            rested(event.getAt(), target, guard);
        }
        if (!verdict.getBypassed().contains("fleet")) {
            fleet(event, target, guard);
        }
        String other = active.put(target, recovery);
        findings.expect(other == null, "B6", () -> recovery + " beside " + other + " on " + target);
        long inGroup = active.keySet().stream()
                .filter(key -> key.startsWith(event.getGroup() + "/"))
                .count();
        findings.expect(
                inGroup <= guard.concurrency().group(), "B5", () -> inGroup + " at once in " + event.getGroup());
        windows(event.getAt(), target, guard, verdict.getBypassed().contains("intensity"));
    }

    private void rested(Instant at, String target, GuardSettings guard) {
        Instant verified = verifiedAt.get(target);
        findings.expect(
                verified == null || !at.isBefore(verified.plus(guard.cooldown())),
                "B4",
                () -> "admitted at " + at + " on " + target + ", verified at " + verified);
        Instant blocked = blockedUntil.get(target);
        findings.expect(
                blocked == null || !at.isBefore(blocked),
                "B4",
                () -> "admitted at " + at + " on " + target + ", blocked until " + blocked);
    }

    private void fleet(RecoveryEvent event, String target, GuardSettings guard) {
        String group = event.getGroup();
        findings.expect(!storms.contains(group), "B5", () -> "admitted on " + target + " in a storm");
        Set<String> known = new HashSet<>();
        Set<String> bad = new HashSet<>(Set.of(target));
        healths.forEach((key, health) -> {
            if (key.startsWith(group + "/")) {
                known.add(key);
                boolean ill = health.getHealth() == HealthStatus.DOWN || health.getHealth() == HealthStatus.DEGRADED;
                if (ill || active.containsKey(key)) {
                    bad.add(key);
                }
            }
        });
        known.add(target);
        int limit = Math.max(1, known.size() * guard.fleet().maxUnhealthyPercent() / 100);
        findings.expect(
                healths.isEmpty() || bad.size() <= limit,
                "B5",
                () -> bad + " of " + known.size() + " unhealthy or in recovery, at most " + limit);
    }

    private void windows(Instant at, String target, GuardSettings guard, boolean bypassed) {
        TargetRef ref = TargetRef.ofKey(target);
        window(at, "target " + target, guard.targetLimits(), bypassed);
        window(at, "service " + ref.group() + "/" + ref.service(), guard.serviceLimits(), bypassed);
        window(at, "group " + ref.group(), guard.groupLimits(), bypassed);
    }

    private void window(Instant at, String scope, List<Limit> limits, boolean bypassed) {
        List<Instant> times = admissions.computeIfAbsent(scope, s -> new ArrayList<>());
        times.add(at);
        for (Limit limit : limits) {
            Instant from = at.minus(limit.window());
            long count = times.stream().filter(time -> time.isAfter(from)).count();
            findings.expect(
                    bypassed || count <= limit.count(),
                    "B3",
                    () -> count + " of " + scope + " where " + limit + " hold");
        }
    }
}
