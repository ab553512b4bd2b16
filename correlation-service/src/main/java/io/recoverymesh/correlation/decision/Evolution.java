package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.audit.FactHash;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ladder;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.ledger.Storm;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.NoticeAnswered;
import io.recoverymesh.schemas.NoticeGiven;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.ResultIgnored;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.StormEnded;
import io.recoverymesh.schemas.StormStarted;
import io.recoverymesh.schemas.TargetBlocked;
import io.recoverymesh.schemas.TargetHealth;
import io.recoverymesh.schemas.VerdictGiven;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The only way in which the ledger changes: by recorded decisions, and by observations of health. */
final class Evolution {
    private final Admitting admitting = new Admitting();
    private final Advancing advancing = new Advancing();
    private final Braking braking = new Braking();
    private final Policies policies;
    private final Ladders ladders;

    Evolution(Policies policies, Ladders ladders) {
        this.policies = policies;
        this.ladders = ladders;
    }

    /**
     * Applies one decision.
     *
     * @param request the request that its verdict answers; null where it holds no verdict
     */
    void apply(Ledger ledger, RecoveryEvent event, @Nullable RecoveryRequest request) {
        GroupState group = group(ledger, event.getGroup());
        ledger.groups().put(event.getGroup(), group.withLast(event.getSequence(), FactHash.of(event)));
        for (Object fact : event.getFacts()) {
            apply(ledger, event, fact, request);
        }
    }

    /** Applies an observation of a target's health, made now; false when it is not newer than what is known. */
    boolean observe(Ledger ledger, TargetHealth record, Instant now) {
        String key = record.getGroup() + "/" + record.getTarget();
        TargetState before = target(ledger, key);
        var health = before.health().observe(record);
        if (health.equals(before.health())) {
            return false;
        }
        putTarget(ledger, TargetRef.ofKey(key), before, withHealth(before, health), now);
        return true;
    }

    private void apply(Ledger ledger, RecoveryEvent event, Object fact, @Nullable RecoveryRequest request) {
        switch (fact) {
            case VerdictGiven verdict -> {
                if (request == null) {
                    throw new IllegalStateException("Expected the request of a verdict, but got none: " + verdict);
                }
                admitting.verdict(ledger, event, verdict, request, policyOf(request));
            }
            case RecoveryStarted started -> {
                Policy policy = policies.of(started.getPolicyVersion(), started.getPolicyDocument());
                admitting.started(ledger, event, started, policy);
            }
            case StepDispatched f -> advancing.dispatched(ledger, event, f);
            case StepStarted f -> advancing.started(ledger, event, f);
            case StepProgressed f -> advancing.progressed(ledger, event, f);
            case StepProbed f -> advancing.probed(ledger, event, f);
            case StepAttemptFailed f -> advancing.attemptFailed(ledger, event, f);
            case StepSucceeded f -> advancing.step(ledger, event, f.getStep(), f);
            case StepFailed f -> advancing.step(ledger, event, f.getStep(), f);
            case StepLost f -> advancing.step(ledger, event, f.getStep(), f);
            case StepCancelled f -> advancing.step(ledger, event, f.getStep(), f);
            case StepSkipped f -> advancing.step(ledger, event, f.getStep(), f);
            case HealthAwaited f -> advancing.awaited(ledger, event, f);
            case ApprovalRequested f -> advancing.asked(ledger, event, f);
            case StepsReset f -> advancing.whole(ledger, event, f);
            case IterationStarted f -> advancing.whole(ledger, event, f);
            case CompensationStarted f -> advancing.whole(ledger, event, f);
            case VerificationStarted f -> advancing.verifying(ledger, event, f);
            case VerificationObserved f -> advancing.observed(ledger, event, f);
            case RecoveryEnded f -> {
                Ladder ladder = advancing.ended(ledger, event, f, policies);
                if (ladder != null) {
                    ladders.schedule(ledger, ladder);
                }
            }
            case ResultIgnored ignored -> {}
            case TargetBlocked f -> braking.blocked(ledger, event, f);
            case EscalationRaised f -> {
                braking.escalated(ledger, event, f);
                if (f.getRung() > 0) {
                    ladders.raised(ledger, event);
                }
            }
            case NoticeGiven f -> People.given(ledger, event, f);
            case NoticeAnswered f -> People.answered(ledger, event, f);
            case BreakerChanged f -> braking.breaker(ledger, event, f);
            case StormStarted f -> storm(ledger, event, f);
            case StormEnded ignored -> {
                GroupState group = group(ledger, event.getGroup());
                ledger.groups().put(event.getGroup(), group.withStorm(null));
            }
            case OperatorActed f -> braking.acted(ledger, event, f);
            default -> throw new IllegalStateException("Expected a fact of the log, but got " + fact);
        }
    }

    private Policy policyOf(RecoveryRequest request) {
        return policies.of(request.getPolicyVersion(), request.getPolicyDocument());
    }

    /** It may be calm from the beginning: what would have been one too many was refused. */
    private static void storm(Ledger ledger, RecoveryEvent event, StormStarted fact) {
        String name = event.getGroup();
        Storm storm = new Storm(event.getAt(), fact.getPercent(), Duration.ofMillis(fact.getCalmForMs()), null);
        GroupState group = group(ledger, name).withStorm(storm);
        ledger.groups().put(name, Calm.look(ledger, name, group, event.getAt()));
    }

    /** A healthy target needs nobody any more. */
    private static TargetState withHealth(TargetState target, ObservedHealth health) {
        TargetState next = target.withHealth(health);
        return health.isUp() ? next.withLadder(null).withUntold(null) : next;
    }

    static TargetState target(Ledger ledger, String key) {
        TargetState found = ledger.targets().get(key);
        return found == null ? TargetState.NEW : found;
    }

    static GroupState group(Ledger ledger, String group) {
        GroupState found = ledger.groups().get(group);
        return found == null ? GroupState.NEW : found;
    }

    /** Stores a target and counts it anew in its group. */
    static void putTarget(Ledger ledger, TargetRef ref, TargetState before, TargetState after, Instant at) {
        ledger.targets().put(ref.key(), after);
        GroupState group = group(ledger, ref.group());
        GroupState recounted = group.recount(before, after);
        if (!recounted.equals(group)) {
            ledger.groups().put(ref.group(), Calm.look(ledger, ref.group(), recounted, at));
        }
    }
}
