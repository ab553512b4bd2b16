package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Answered;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ServiceState;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What verdicts and beginnings make of the ledger. */
final class Admitting {
    void verdict(Ledger ledger, RecoveryEvent event, VerdictGiven fact, RecoveryRequest request, Policy policy) {
        ledger.answered().put(Answered.key(request), new Answered(fact.getVerdict()));
        wait(ledger, event, fact, request);
        if (fact.getVerdict() == Verdict.ADMITTED) {
            admit(ledger, event, request, policy);
        }
    }

    void started(Ledger ledger, RecoveryEvent event, RecoveryStarted fact, Policy policy) {
        String recoveryId = event.getRecoveryId();
        if (recoveryId == null) {
            throw new IllegalStateException("Expected the id of a recovery that starts, but got none: " + event);
        }
        Recovery recovery = Recovery.start(event, fact, recoveryId, policy, variables(event));
        ledger.recoveries().put(recoveryId, recovery);
        if (ledger.plans().get(fact.getPolicyVersion()) == null) {
            ledger.plans().put(fact.getPolicyVersion(), fact.getPolicyDocument());
        }
        TargetRef ref = TargetRef.of(event.getGroup(), event.getTarget());
        TargetState before = Evolution.target(ledger, ref.key());
        Evolution.putTarget(ledger, ref, before, before.withActive(recoveryId), event.getAt());
        String breakerKey = Question.breakerKey(ref, policy.name());
        Breaker breaker = ledger.breakers().get(breakerKey);
        if (breaker instanceof HalfOpenBreaker half && half.probe() == null) {
            ledger.breakers().put(breakerKey, new HalfOpenBreaker(half.openings(), recoveryId));
        }
    }

    private static void wait(Ledger ledger, RecoveryEvent event, VerdictGiven fact, RecoveryRequest request) {
        String slot = Waiting.slot(request);
        Waiting before = ledger.waiting().get(slot);
        boolean waits = Waiting.follows(fact);
        boolean own = before != null
                && (before.request().getId().equals(request.getId())
                        || before.request().getId().equals(fact.getReassessmentOf()));
        if (!waits && !own && fact.getVerdict() != Verdict.ADMITTED) {
            return;
        }
        boolean deferred = fact.getVerdict() == Verdict.DEFERRED;
        if (before != null && before.deferred() && !own) {
            return;
        }
        if (waits) {
            Instant at = event.getAt();
            String guard = String.valueOf(fact.getGuard());
            Waiting waiting = new Waiting(request, guard, deferred, since(before, own, at), at);
            keep(ledger, waiting.asked(guard, fact.getUntil(), at));
        } else {
            ledger.waiting().delete(slot);
        }
        requeue(ledger, event.getGroup(), before != null && before.deferred(), waits && deferred);
    }

    /** Keeps a request waiting, and sees to it that it is looked at again. */
    static void keep(Ledger ledger, Waiting waiting) {
        String slot = Waiting.slot(waiting.request());
        ledger.waiting().put(slot, waiting);
        Deadline deadline = new Deadline(
                waiting.until(), Deadline.Kind.REASSESS, waiting.request().getGroup(), slot, 0);
        ledger.deadlines().put(deadline.key(), deadline);
    }

    private static Instant since(@Nullable Waiting before, boolean own, Instant now) {
        return before != null && own ? before.since() : now;
    }

    private static void requeue(Ledger ledger, String name, boolean wasDeferred, boolean isDeferred) {
        if (wasDeferred != isDeferred) {
            GroupState group = Evolution.group(ledger, name);
            ledger.groups().put(name, group.withQueued(group.queued() + (isDeferred ? 1 : -1)));
        }
    }

    private static void admit(Ledger ledger, RecoveryEvent event, RecoveryRequest request, Policy policy) {
        Instant at = event.getAt();
        TargetRef ref = TargetRef.of(event.getGroup(), event.getTarget());
        TargetState target = Evolution.target(ledger, ref.key());
        ledger.targets()
                .put(
                        ref.key(),
                        target.withAdmissions(
                                target.admissions().plus(at, policy.guard().targetLimits())));
        String serviceKey = Question.serviceKey(ref);
        ServiceState found = ledger.services().get(serviceKey);
        ServiceState service = found == null ? ServiceState.NEW : found;
        ledger.services()
                .put(
                        serviceKey,
                        service.withAdmissions(
                                service.admissions().plus(at, policy.guard().serviceLimits())));
        GroupState group = Evolution.group(ledger, ref.group());
        ledger.groups()
                .put(
                        ref.group(),
                        group.withAdmissions(
                                group.admissions().plus(at, policy.guard().groupLimits())));
        ledger.keys().put(request.getIdempotencyKey(), new KeyState(String.valueOf(event.getRecoveryId()), null));
    }

    private static Map<String, String> variables(RecoveryEvent event) {
        for (Object fact : event.getFacts()) {
            if (fact instanceof VerdictGiven verdict) {
                return Templates.variables(verdict.getSignal());
            }
        }
        return Map.of();
    }
}
