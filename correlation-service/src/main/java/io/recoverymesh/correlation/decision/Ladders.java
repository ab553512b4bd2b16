package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.correlation.ledger.Deadline;
import io.recoverymesh.correlation.ledger.Ladder;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
import io.recoverymesh.correlation.plan.PlanGraph;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.EscalationRaised;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ladder of people who are told when a recovery did not help: one rung after the other, in the policy's times. */
final class Ladders {
    /** Steps of commands that told people before there were notices. */
    static final String STEP = "escalate:";

    /** A fallback has so long to begin before people are told. */
    private static final Duration FALLBACK_BEGINS = Duration.ofMinutes(1);

    private final Coordinator coordinator;

    Ladders(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** Whether a fallback takes over after this outcome. */
    static boolean falls(Outcome outcome) {
        return switch (outcome) {
            case FAILED, INEFFECTIVE, COMPENSATED -> true;
            case RECOVERED, CANCELLED, EXPIRED, UNKNOWN -> false;
        };
    }

    /** A rung is due. */
    Decision due(Deadline deadline, Ledger ledger, Instant now) {
        Recovery recovery = ledger.recoveries().get(deadline.subject());
        if (recovery == null) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, deadline.key(), ledger, now);
        TargetState target = progress.target();
        Ladder ladder = target.ladder();
        List<Policy.Escalation> rungs = progress.policy().escalate();
        if (ladder == null
                || !ladder.recoveryId().equals(recovery.id())
                || ladder.rung() != deadline.attempt()
                || ladder.rung() > rungs.size()
                || now.isBefore(dueAt(ladder, rungs))
                || isFallbackRunning(target, ladder, ledger)) {
            return Decision.NOTHING;
        }
        tell(progress, ladder, rungs.get(ladder.rung() - 1).whom());
        return Decision.of(progress.draft());
    }

    /** What the end of a recovery makes of the ladder. */
    static @Nullable Ladder after(TargetState target, Recovery ended, Policy policy, Outcome outcome, Instant at) {
        if (!Endings.isFailure(outcome)) {
            return null;
        }
        Ladder ladder = target.ladder();
        String fallback = falls(outcome) ? policy.fallback() : null;
        boolean people = !policy.escalate().isEmpty();
        boolean fellBack = ladder != null && ended.policy().equals(ladder.fallback());
        if (ladder != null && !(fellBack && people)) {
            return fellBack ? ladder.withoutFallback(at) : ladder.failed(ended.id(), fallback);
        }
        return people || fallback != null ? new Ladder(ended.id(), at, 1, ended.id(), fallback) : null;
    }

    /** When its next rung is due; null where there is none. */
    static @Nullable Deadline deadline(Ladder ladder, String group, PlanGraph graph) {
        List<Policy.Escalation> rungs = graph.policy().escalate();
        return ladder.rung() > rungs.size()
                ? null
                : new Deadline(dueAt(ladder, rungs), Deadline.Kind.ESCALATE, group, ladder.recoveryId(), ladder.rung());
    }

    /** A rung was raised: the next one. */
    void raised(Ledger ledger, RecoveryEvent event) {
        String key = event.getGroup() + "/" + event.getTarget();
        TargetState target = Evolution.target(ledger, key);
        Ladder ladder = target.ladder();
        if (ladder != null && ladder.recoveryId().equals(event.getRecoveryId())) {
            ledger.targets().put(key, target.withLadder(ladder.next()));
            schedule(ledger, ladder.next());
        }
    }

    /** Sees to it that the next rung is looked at when it is due. */
    void schedule(Ledger ledger, Ladder ladder) {
        Recovery recovery = ledger.recoveries().get(ladder.recoveryId());
        if (recovery != null) {
            Deadline next = deadline(ladder, recovery.group(), coordinator.graphOf(recovery, ledger));
            if (next != null) {
                ledger.deadlines().put(next.key(), next);
            }
        }
    }

    private static Instant dueAt(Ladder ladder, List<Policy.Escalation> rungs) {
        Instant due = ladder.since().plus(rungs.get(ladder.rung() - 1).after());
        Instant fallbackBegun = ladder.since().plus(FALLBACK_BEGINS);
        return ladder.fallback() != null && due.isBefore(fallbackBegun) ? fallbackBegun : due;
    }

    private static boolean isFallbackRunning(TargetState target, Ladder ladder, Ledger ledger) {
        String active = target.active();
        Recovery running = active == null ? null : ledger.recoveries().get(active);
        return running != null && running.policy().equals(ladder.fallback());
    }

    private static void tell(Progress progress, Ladder ladder, String whom) {
        Recovery recovery = progress.recovery();
        String reason = recovery.policy() + " ended " + recovery.outcome() + " at " + recovery.endedAt() + ", and "
                + recovery.target() + " is " + progress.target().health().status() + ": " + recovery.failure();
        progress.draft()
                .fact(EscalationRaised.newBuilder()
                        .setLevel(EscalationLevel.HUMAN)
                        .setReason(reason)
                        .setNotify(List.of(whom))
                        .setRung(ladder.rung())
                        .build());
        progress.draft()
                .tell(new Message(
                        List.of(whom),
                        recovery.policy() + " " + recovery.outcome(),
                        reason,
                        outlook(progress),
                        recovery.variables().get("signal.severity")));
    }

    private static String outlook(Progress progress) {
        Recovery recovery = progress.recovery();
        Block block = progress.target().block();
        return block == null || !progress.now().isBefore(block.until())
                ? "Nobody else is told once it is healthy, or somebody has it in hand: ./mesh ack " + recovery.target()
                : Endings.blocked(recovery.group(), recovery.target(), block.until());
    }
}
