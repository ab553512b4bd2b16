package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Ladder;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What facts about running recoveries make of the ledger, and which deadlines follow from them. */
final class Advancing {
    void dispatched(Ledger ledger, RecoveryEvent event, StepDispatched fact) {
        step(ledger, event, fact.getStep(), fact);
        String key = event.getGroup() + "/" + event.getTarget();
        ledger.targets().put(key, Evolution.target(ledger, key).withFence(fact.getFence()));
        schedule(
                ledger,
                event,
                Deadline.Kind.STEP_TIMEOUT,
                fact.getDeadline().plus(Attempts.GRACE),
                fact.getStep(),
                fact.getAttempt());
    }

    void started(Ledger ledger, RecoveryEvent event, StepStarted fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(
                ledger,
                event,
                Deadline.Kind.LEASE,
                fact.getLeaseUntil().plus(Attempts.GRACE),
                fact.getStep(),
                fact.getAttempt());
    }

    void progressed(Ledger ledger, RecoveryEvent event, StepProgressed fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(
                ledger,
                event,
                Deadline.Kind.LEASE,
                fact.getLeaseUntil().plus(Attempts.GRACE),
                fact.getStep(),
                fact.getAttempt());
    }

    void probed(Ledger ledger, RecoveryEvent event, StepProbed fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(ledger, event, Deadline.Kind.PROBE, fact.getAnswerBy(), fact.getStep(), fact.getAttempt());
    }

    void attemptFailed(Ledger ledger, RecoveryEvent event, StepAttemptFailed fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(ledger, event, Deadline.Kind.RETRY, fact.getRetryAt(), fact.getStep(), fact.getAttempt());
    }

    void awaited(Ledger ledger, RecoveryEvent event, HealthAwaited fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(ledger, event, Deadline.Kind.STEP_TIMEOUT, fact.getUntil(), fact.getStep(), fact.getAttempt());
        String key = event.getGroup() + "/" + fact.getTarget();
        TargetState target = Evolution.target(ledger, key);
        ledger.targets().put(key, target.awaitedBy(recoveryOf(ledger, event).id()));
    }

    void asked(Ledger ledger, RecoveryEvent event, ApprovalRequested fact) {
        step(ledger, event, fact.getStep(), fact);
        schedule(ledger, event, Deadline.Kind.STEP_TIMEOUT, fact.getUntil(), fact.getStep(), fact.getAttempt());
    }

    void step(Ledger ledger, RecoveryEvent event, String step, Object fact) {
        Recovery before = recoveryOf(ledger, event);
        Recovery after = before.evolveStep(step, fact, event.getAt());
        ledger.recoveries().put(before.id(), after);
        String awaited = before.step(step).map(StepRun::awaited).orElse(null);
        if (awaited != null && !after.awaits(awaited)) {
            String key = event.getGroup() + "/" + awaited;
            ledger.targets().put(key, Evolution.target(ledger, key).notAwaitedBy(before.id()));
        }
    }

    void verifying(Ledger ledger, RecoveryEvent event, VerificationStarted fact) {
        whole(ledger, event, fact);
        schedule(ledger, event, Deadline.Kind.VERIFY_TIMEOUT, fact.getUntil(), "", 0);
    }

    void observed(Ledger ledger, RecoveryEvent event, VerificationObserved fact) {
        whole(ledger, event, fact);
        Instant stableAt = fact.getStableAt();
        if (stableAt != null) {
            schedule(ledger, event, Deadline.Kind.VERIFIED, stableAt, "", 0);
        }
    }

    /** The ladder of people that begins with this end, or goes on after it; null where none does. */
    @Nullable
    Ladder ended(Ledger ledger, RecoveryEvent event, RecoveryEnded fact, Policies policies) {
        Recovery recovery = recoveryOf(ledger, event);
        whole(ledger, event, fact);
        ledger.keys().put(recovery.idempotencyKey(), new KeyState(recovery.id(), fact.getOutcome()));
        schedule(ledger, event, Deadline.Kind.FORGET, event.getAt().plus(KeyState.RETENTION), "", 0);
        TargetRef ref = TargetRef.of(recovery.group(), recovery.target());
        TargetState before = Evolution.target(ledger, ref.key());
        TargetState freed = before.withActive(null);
        Policy policy = policies.of(
                recovery.policyVersion(), String.valueOf(ledger.plans().get(recovery.policyVersion())));
        Ladder ladder = Ladders.after(freed, recovery, policy, fact.getOutcome(), event.getAt());
        TargetState after =
                outcome(freed, policy, recovery, fact, event.getAt()).withLadder(ladder);
        Evolution.putTarget(ledger, ref, before, after, event.getAt());
        count(ledger, Question.breakerKey(ref, policy.name()), policy, recovery, fact.getOutcome());
        return ladder;
    }

    private static TargetState outcome(
            TargetState target, Policy policy, Recovery recovery, RecoveryEnded fact, Instant at) {
        if (fact.getOutcome() == Outcome.RECOVERED) {
            return target.withSuccess(at);
        }
        return Endings.isFailure(fact.getOutcome())
                ? target.withFailures(target.failures()
                        .plus(
                                at,
                                recovery.seed(),
                                target.health(),
                                policy.guard().backoff()))
                : target;
    }

    private static void count(Ledger ledger, String key, Policy policy, Recovery recovery, Outcome outcome) {
        Breaker found = ledger.breakers().get(key);
        Breaker breaker = found == null ? Breaker.NEW : found;
        if (!Endings.counts(outcome)) {
            if (breaker instanceof HalfOpenBreaker half && recovery.id().equals(half.probe())) {
                ledger.breakers().put(key, new HalfOpenBreaker(half.openings(), null));
            }
        } else if (policy.guard().breaker().enabled()) {
            ledger.breakers()
                    .put(
                            key,
                            BreakerEvolution.count(
                                    breaker,
                                    Endings.isFailure(outcome),
                                    policy.guard().breaker().window()));
        }
    }

    void whole(Ledger ledger, RecoveryEvent event, Object fact) {
        Recovery recovery = recoveryOf(ledger, event);
        ledger.recoveries().put(recovery.id(), recovery.evolve(fact, event.getAt()));
    }

    private static Recovery recoveryOf(Ledger ledger, RecoveryEvent event) {
        String id = event.getRecoveryId();
        Recovery found = id == null ? null : ledger.recoveries().get(id);
        if (found == null) {
            throw new IllegalStateException(
                    "Expected a recovery that is known, but got " + id + " in " + event.getId());
        }
        return found;
    }

    private static void schedule(
            Ledger ledger, RecoveryEvent event, Deadline.Kind kind, Instant due, String step, int attempt) {
        String subject = step.isEmpty() ? String.valueOf(event.getRecoveryId()) : event.getRecoveryId() + "#" + step;
        Deadline deadline = new Deadline(due, kind, event.getGroup(), subject, attempt);
        ledger.deadlines().put(deadline.key(), deadline);
    }
}
