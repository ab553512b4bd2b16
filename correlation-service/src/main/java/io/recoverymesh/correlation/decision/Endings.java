package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.TargetBlocked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends recoveries: the outcome, and what it does to the breaker, the target's failures and people. */
final class Endings {
    private Endings() {}

    static void end(Draft draft, Recovery recovery, Policy policy, Outcome outcome, String reason, Ledger ledger) {
        draft.fact(ended(draft.now, recovery, policy, outcome, reason));
        TargetRef ref = TargetRef.of(recovery.group(), recovery.target());
        if (outcome != Outcome.CANCELLED) {
            Breaker breaker = ledger.breakers().get(Question.breakerKey(ref, policy.name()));
            BreakerChanged move = BreakerEvolution.onOutcome(
                    breaker == null ? Breaker.NEW : breaker,
                    policy.guard().breaker(),
                    ref.service(),
                    policy.name(),
                    isFailure(outcome),
                    recovery.id(),
                    draft.now);
            if (move != null) {
                draft.fact(move);
            }
        }
        if (isFailure(outcome)) {
            escalate(draft, policy, outcome, reason, ledger.targets().get(ref.key()));
        }
        draft.then(new Input.SlotFreed(recovery.group(), recovery.id()));
    }

    /** INEFFECTIVE and UNKNOWN count as failures; a cancelled or expired recovery counts as nothing. */
    static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case INEFFECTIVE, FAILED, COMPENSATED, UNKNOWN -> true;
            case RECOVERED, CANCELLED, EXPIRED -> false;
        };
    }

    /** Whom a policy names. */
    static List<String> whom(Policy policy) {
        return policy.escalate().stream().map(Policy.Escalation::whom).toList();
    }

    private static RecoveryEnded ended(Instant now, Recovery recovery, Policy policy, Outcome outcome, String reason) {
        RecoveryEnded.Builder fact = RecoveryEnded.newBuilder()
                .setOutcome(outcome)
                .setReason(reason)
                .setDurationMs(Duration.between(recovery.startedAt(), now).toMillis());
        Duration rto = policy.rto();
        if (rto != null) {
            fact.setRtoMs(rto.toMillis());
        }
        Instant since = recovery.failingSince();
        if (outcome == Outcome.RECOVERED && since != null) {
            long millis = Duration.between(since, now).toMillis();
            fact.setRecoveryTimeMs(millis);
            if (rto != null) {
                fact.setRtoMet(millis <= rto.toMillis());
            }
        }
        return fact.build();
    }

    private static void escalate(
            Draft draft, Policy policy, Outcome outcome, String reason, @Nullable TargetState target) {
        GuardSettings guard = policy.guard();
        int before = target == null ? 0 : target.failures().counting(target.health(), guard.backoff());
        int failures = before + 1;
        boolean exhausted = failures >= guard.backoff().failures();
        if (!exhausted && outcome != Outcome.UNKNOWN && policy.escalate().isEmpty()) {
            return;
        }
        Duration block =
                exhausted ? longer(guard.backoff().block(), guard.cooldownAfterBlock()) : guard.cooldownAfterBlock();
        Instant until = draft.now.plus(block);
        String text =
                exhausted ? failures + " recoveries in a row failed; the last: " + reason : outcome + ": " + reason;
        draft.fact(TargetBlocked.newBuilder()
                .setUntil(until)
                .setReason(text)
                .setFailures(failures)
                .build());
        draft.fact(EscalationRaised.newBuilder()
                .setLevel(EscalationLevel.HUMAN)
                .setReason(text)
                .setNotify(whom(policy))
                .setUntil(until)
                .build());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
