package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.policy.Verification;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at health: of the recovered target, which alone makes a recovery RECOVERED, and of targets that steps await. */
final class Verifying {
    private final Coordinator coordinator;

    Verifying(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** All steps are done. */
    static void begin(Progress progress) {
        Verification verify = progress.policy().verify();
        progress.fact(VerificationStarted.newBuilder()
                .setHealth(HealthStatus.valueOf(verify.health()))
                .setStableForMs(verify.stableFor().toMillis())
                .setUntil(progress.now().plus(verify.within()))
                .build());
        HealthStatus health = progress.target().health().status();
        if (Beginning.satisfies(verify.health(), health)) {
            progress.fact(observed(progress.policy(), health, true, progress.now()));
        }
    }

    /** The health of a target changed. What it was until now may have held long enough already. */
    Decision onHealth(Recovery recovery, String target, String cause, Ledger ledger, Instant now) {
        if (recovery.phase() == Phase.RUNNING) {
            return onAwaited(recovery, target, cause, ledger, now);
        }
        if (recovery.phase() != Phase.VERIFYING || !target.equals(recovery.target())) {
            return Decision.NOTHING;
        }
        Instant stableAt = recovery.stableAt();
        if (stableAt != null && !now.isBefore(stableAt)) {
            return onVerified(recovery, cause, ledger, now);
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        HealthStatus health = progress.target().health().status();
        boolean good = Beginning.satisfies(progress.policy().verify().health(), health);
        if (good == (stableAt != null)) {
            return Decision.NOTHING;
        }
        progress.fact(observed(progress.policy(), health, good, now));
        return Decision.of(progress.draft());
    }

    /** The health held long enough. */
    Decision onVerified(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Instant stableAt = recovery.stableAt();
        Instant until = recovery.verifyUntil();
        if (recovery.phase() != Phase.VERIFYING
                || stableAt == null
                || now.isBefore(stableAt)
                || (until != null && stableAt.isAfter(until))) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        Verification verify = progress.policy().verify();
        String reason = recovery.target() + " is " + verify.health() + " and was so for "
                + Durations.format(verify.stableFor());
        Endings.end(progress, Outcome.RECOVERED, reason);
        return Decision.of(progress.draft());
    }

    /** It is too late for the health to become good: the plan again, or the end. */
    Decision onTimeout(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Instant until = recovery.verifyUntil();
        if (recovery.phase() != Phase.VERIFYING || until == null || now.isBefore(until)) {
            return Decision.NOTHING;
        }
        Instant stableAt = recovery.stableAt();
        if (stableAt != null && !stableAt.isAfter(until)) {
            return onVerified(recovery, cause, ledger, now);
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        String reason = notVerified(progress);
        String over = whyNoMore(progress);
        if (over == null) {
            progress.fact(IterationStarted.newBuilder()
                    .setIteration(recovery.iteration() + 1)
                    .setReason(reason)
                    .build());
            coordinator.advance(progress);
        } else {
            Endings.end(progress, Outcome.INEFFECTIVE, reason + over);
        }
        return Decision.of(progress.draft());
    }

    /** Steps that waited for the health of this target. */
    private Decision onAwaited(Recovery recovery, String target, String cause, Ledger ledger, Instant now) {
        List<StepRun> waiting = recovery.steps().stream()
                .filter(run -> run.phase() == StepPhase.AWAITING && target.equals(run.awaited()))
                .toList();
        if (waiting.isEmpty()) {
            return Decision.NOTHING;
        }
        Progress progress = coordinator.progress(recovery, cause, ledger, now);
        HealthStatus health = progress.target(target).health().status();
        for (StepRun run : waiting) {
            boolean waits = progress.run(run.id()).phase() == StepPhase.AWAITING
                    && progress.run(run.id()).attempt() == run.attempt();
            if (waits && Beginning.satisfies(expected(progress, run), health)) {
                progress.step(run.id(), Beginning.reached(run, health, since(run, now)));
                coordinator.ended(progress, run.id());
            }
        }
        return progress.draft().isEmpty() ? Decision.NOTHING : Decision.of(progress.draft());
    }

    private static String expected(Progress progress, StepRun run) {
        return progress.graph().step(run.id()).work() instanceof Step.Work.Await await
                ? await.health()
                : HealthStatus.UP.name();
    }

    private static String notVerified(Progress progress) {
        Verification verify = progress.policy().verify();
        ObservedHealth health = progress.target().health();
        String seen = health.isKnown()
                ? "it is " + health.status() + " since " + health.since()
                : "nothing reports its health";
        return "Expected " + progress.recovery().target() + " to be " + verify.health() + " for "
                + Durations.format(verify.stableFor()) + " within " + Durations.format(verify.within())
                + " of the last step, but " + seen;
    }

    /** Why the plan is not begun once more; null when it is. */
    private static @Nullable String whyNoMore(Progress progress) {
        Policy.Repeat repeat = progress.policy().repeat();
        Recovery recovery = progress.recovery();
        if (repeat == null) {
            return "";
        }
        if (recovery.iteration() >= repeat.max()) {
            return "; that was iteration " + recovery.iteration() + " of " + repeat.max();
        }
        Duration within = repeat.within();
        boolean late =
                within != null && progress.now().isAfter(recovery.startedAt().plus(within));
        return late && within != null
                ? "; after iteration " + recovery.iteration() + " none begins any more: " + Durations.format(within)
                        + " are over"
                : null;
    }

    private static VerificationObserved observed(Policy policy, HealthStatus health, boolean good, Instant now) {
        return VerificationObserved.newBuilder()
                .setHealth(health)
                .setStableAt(good ? now.plus(policy.verify().stableFor()) : null)
                .build();
    }

    private static long since(StepRun run, Instant now) {
        Instant began = run.dispatchedAt();
        return began == null ? 0 : Duration.between(began, now).toMillis();
    }
}
