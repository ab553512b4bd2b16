package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.breaker.Breaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.BreakerEvolution;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.TargetBlocked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends recoveries: the outcome, and what it does to the breaker, the target's failures and people. */
final class Endings {
    /** Whoever is told by the ladder within this time is not told twice. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private Endings() {}

    static void end(Progress progress, Outcome outcome, String reason) {
        progress.fact(ended(progress, outcome, reason));
        Recovery recovery = progress.recovery();
        if (counts(outcome)) {
            BreakerChanged move = BreakerEvolution.onOutcome(
                    breaker(progress),
                    progress.policy().guard().breaker(),
                    progress.ref().service(),
                    recovery.policy(),
                    isFailure(outcome),
                    recovery.id(),
                    progress.now());
            if (move != null) {
                progress.draft().fact(move);
            }
        }
        if (isFailure(outcome)) {
            escalate(progress, outcome, reason);
        }
        progress.draft().then(new Input.SlotFreed(recovery.group(), recovery.id()));
    }

    /** Whether a breaker counts it at all: a cancelled or expired recovery says nothing. */
    static boolean counts(Outcome outcome) {
        return outcome != Outcome.CANCELLED && outcome != Outcome.EXPIRED;
    }

    /** INEFFECTIVE and UNKNOWN count as failures; a cancelled or expired recovery counts as nothing. */
    static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case INEFFECTIVE, FAILED, COMPENSATED, UNKNOWN -> true;
            case RECOVERED, CANCELLED, EXPIRED -> false;
        };
    }

    /** Whom a policy names for the beginning. */
    static List<String> whom(Policy policy) {
        return policy.escalate().stream().limit(1).map(Policy.Escalation::whom).toList();
    }

    /** As it stands in this decision, which may have begun a probe. */
    private static Breaker breaker(Progress progress) {
        Recovery recovery = progress.recovery();
        Breaker found = progress.ledger().breakers().get(Question.breakerKey(progress.ref(), recovery.policy()));
        Breaker breaker = found == null ? Breaker.NEW : found;
        for (Object fact : progress.draft().facts()) {
            if (fact instanceof BreakerChanged move
                    && BreakerEvolution.apply(breaker, move) instanceof HalfOpenBreaker half) {
                breaker = new HalfOpenBreaker(half.openings(), recovery.id());
            }
        }
        return breaker;
    }

    private static RecoveryEnded ended(Progress progress, Outcome outcome, String reason) {
        Recovery recovery = progress.recovery();
        Instant now = progress.now();
        RecoveryEnded.Builder fact = RecoveryEnded.newBuilder()
                .setOutcome(outcome)
                .setReason(reason)
                .setDurationMs(millis(recovery.startedAt(), now));
        Duration rto = progress.policy().rto();
        if (rto != null) {
            fact.setRtoMs(rto.toMillis());
        }
        if (Ladders.falls(outcome)) {
            fact.setFallback(progress.policy().fallback());
        }
        Instant since = recovery.failingSince();
        if (outcome == Outcome.RECOVERED && since != null) {
            long took = millis(since, now);
            fact.setRecoveryTimeMs(took);
            if (rto != null) {
                fact.setRtoMet(took <= rto.toMillis());
            }
        }
        return fact.build();
    }

    /** A sender's clock may be ahead of ours. */
    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static void escalate(Progress progress, Outcome outcome, String reason) {
        GuardSettings guard = progress.policy().guard();
        TargetState target = progress.target();
        int failures = target.failures().counting(target.health(), guard.backoff(), progress.now()) + 1;
        boolean exhausted = failures >= guard.backoff().failures();
        if (!exhausted && outcome != Outcome.UNKNOWN) {
            if (!beginsLadder(progress, outcome) && isUnclaimed(progress)) {
                String outlook = "It is asked for again after the policy's back-off. Start a handler for it";
                escalate(progress, reason, null, outlook, outcome);
            }
            return;
        }
        if (outcome != Outcome.UNKNOWN && isBlocked(target, progress.now())) {
            return; // whoever decides next was told when the block began
        }
        Duration block =
                exhausted ? longer(guard.backoff().block(), guard.cooldownAfterBlock()) : guard.cooldownAfterBlock();
        Instant until = progress.now().plus(block);
        String text =
                exhausted ? failures + " recoveries in a row failed; the last: " + reason : outcome + ": " + reason;
        progress.draft()
                .fact(TargetBlocked.newBuilder()
                        .setUntil(until)
                        .setReason(text)
                        .setFailures(failures)
                        .build());
        Recovery recovery = progress.recovery();
        escalate(progress, text, until, blocked(recovery.group(), recovery.target(), until), outcome);
    }

    /** What a block means to people. */
    static String blocked(String group, String target, Instant until) {
        return "Nothing happens automatically before " + until + ". Whoever takes it over ends that: ./mesh ack "
                + target + (group.equals(TargetRef.DEFAULT_GROUP) ? "" : " -g " + group) + " -m '…'";
    }

    private static void escalate(
            Progress progress, String text, @Nullable Instant until, String outlook, Outcome outcome) {
        progress.draft()
                .fact(EscalationRaised.newBuilder()
                        .setLevel(EscalationLevel.HUMAN)
                        .setReason(text)
                        .setNotify(whom(progress.policy()))
                        .setUntil(until)
                        .build());
        if (!beginsLadder(progress, outcome)) {
            String severity = progress.recovery().variables().get("signal.severity");
            String title = progress.recovery().policy() + " ended " + outcome;
            progress.draft().tell(new Message(whom(progress.policy()), title, text, outlook, severity));
        }
    }

    /** Whether people are about to be told of this end by the policy's ladder. */
    private static boolean beginsLadder(Progress progress, Outcome outcome) {
        Policy policy = progress.policy();
        boolean fallsBack = Ladders.falls(outcome) && policy.fallback() != null;
        return progress.target().ladder() == null
                && !policy.escalate().isEmpty()
                && (fallsBack || policy.escalate().getFirst().after().compareTo(SOON) <= 0);
    }

    private static boolean isUnclaimed(Progress progress) {
        return progress.recovery().steps().stream().anyMatch(run -> run.failure() == FailureKind.UNCLAIMED);
    }

    private static boolean isBlocked(TargetState target, Instant now) {
        Block block = target.block();
        return block != null && now.isBefore(block.until());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
