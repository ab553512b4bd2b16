package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.policy.Verification;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.ObservedHealth;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Instant;
import java.util.Optional;

/** Advances recoveries: the next step, the verification, the end. */
final class Coordinator {
    private final Policies policies;
    private final Dispatch dispatch = new Dispatch();

    Coordinator(Policies policies) {
        this.policies = policies;
    }

    /** The first step of a recovery that is being admitted. */
    void begin(Draft draft, RecoveryStarted started, String recoveryId, Question question, Ledger ledger) {
        Recovery recovery = Recovery.start(
                draft.toEvent(GroupState.NEW),
                started,
                recoveryId,
                question.policy(),
                Templates.variables(question.request().getSignal()));
        advance(new Progress(draft, recovery, question.policy(), ledger));
    }

    /** Policy that a recovery runs, in the version it began with. */
    Policy policyOf(Recovery recovery, Ledger ledger) {
        String document = ledger.plans().get(recovery.policyVersion());
        if (document == null) {
            throw new IllegalStateException("Expected the plan " + recovery.policyVersion() + " of " + recovery.id());
        }
        return policies.of(recovery.policyVersion(), document);
    }

    /** A decision about one recovery. */
    Progress progress(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Draft draft = new Draft(recovery.group(), recovery.target(), recovery.flowId(), cause, now)
                .about(recovery.id(), recovery.policy());
        return new Progress(draft, recovery, policyOf(recovery, ledger), ledger);
    }

    /** What follows now: the next step, or the verification. */
    void advance(Progress progress) {
        Optional<StepRun> next = progress.recovery().steps().stream()
                .filter(s -> s.phase() == StepPhase.PENDING)
                .findFirst();
        if (next.isPresent()) {
            dispatch(progress, next.get());
        } else {
            verify(progress);
        }
    }

    /** Sends the next attempt of a step. */
    void dispatch(Progress progress, StepRun run) {
        try {
            dispatch.send(progress, run, progress.target().fence() + 1);
        } catch (Templates.MissingVariableException e) {
            String error = String.valueOf(e.getMessage());
            progress.step(run.id(), Attempts.impossible(run, error));
            fail(progress, run.id(), error);
        }
    }

    /** Asks its handler whether the effect of a step's attempt took place. */
    void probe(Progress progress, StepRun run, String reason) {
        dispatch.probe(progress, run, reason);
    }

    /** A step failed for good: the plan halts, or goes on without it. */
    void fail(Progress progress, String step, String error) {
        if (progress.plan(step).onFailure() == Policy.OnFailure.CONTINUE) {
            advance(progress);
            return;
        }
        cancelRest(progress, "step " + step + " failed");
        Endings.end(progress, Outcome.FAILED, "step " + step + " failed: " + error);
    }

    /** Stops what has not ended. */
    void cancelRest(Progress progress, String reason) {
        for (StepRun run : progress.recovery().steps()) {
            if (!run.phase().isTerminal()) {
                progress.step(
                        run.id(),
                        StepCancelled.newBuilder()
                                .setStep(run.id())
                                .setAttempt(run.attempt())
                                .setReason(reason)
                                .build());
            }
        }
    }

    /** The target's health changed. What it was until now may have held long enough already. */
    Decision onHealth(Recovery recovery, HealthStatus health, String cause, Ledger ledger, Instant now) {
        if (recovery.phase() != Phase.VERIFYING) {
            return Decision.NOTHING;
        }
        Instant stableAt = recovery.stableAt();
        if (stableAt != null && !now.isBefore(stableAt)) {
            return onVerified(recovery, cause, ledger, now);
        }
        Progress progress = progress(recovery, cause, ledger, now);
        boolean good = satisfies(progress.policy(), health);
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
        Progress progress = progress(recovery, cause, ledger, now);
        Verification verify = progress.policy().verify();
        String reason = recovery.target() + " is " + verify.health() + " and was so for "
                + Durations.format(verify.stableFor());
        Endings.end(progress, Outcome.RECOVERED, reason);
        return Decision.of(progress.draft());
    }

    /** It is too late for the health to become good. */
    Decision onVerifyTimeout(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Instant until = recovery.verifyUntil();
        if (recovery.phase() != Phase.VERIFYING || until == null || now.isBefore(until)) {
            return Decision.NOTHING;
        }
        Instant stableAt = recovery.stableAt();
        if (stableAt != null && !stableAt.isAfter(until)) {
            return onVerified(recovery, cause, ledger, now);
        }
        Progress progress = progress(recovery, cause, ledger, now);
        Verification verify = progress.policy().verify();
        ObservedHealth health = progress.target().health();
        String seen = health.isKnown()
                ? "it is " + health.status() + " since " + health.since()
                : "nothing reports its health";
        String reason = "Expected " + recovery.target() + " to be " + verify.health() + " for "
                + Durations.format(verify.stableFor()) + " within " + Durations.format(verify.within())
                + " of the last step, but " + seen;
        Endings.end(progress, Outcome.INEFFECTIVE, reason);
        return Decision.of(progress.draft());
    }

    private static void verify(Progress progress) {
        Verification verify = progress.policy().verify();
        progress.fact(VerificationStarted.newBuilder()
                .setHealth(HealthStatus.valueOf(verify.health()))
                .setStableForMs(verify.stableFor().toMillis())
                .setUntil(progress.now().plus(verify.within()))
                .build());
        HealthStatus health = progress.target().health().status();
        if (satisfies(progress.policy(), health)) {
            progress.fact(observed(progress.policy(), health, true, progress.now()));
        }
    }

    private static VerificationObserved observed(Policy policy, HealthStatus health, boolean good, Instant now) {
        return VerificationObserved.newBuilder()
                .setHealth(health)
                .setStableAt(good ? now.plus(policy.verify().stableFor()) : null)
                .build();
    }

    private static boolean satisfies(Policy policy, HealthStatus health) {
        return health == HealthStatus.UP || health.name().equals(policy.verify().health());
    }

    static Step stepOf(Policy policy, String id) {
        return policy.steps().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected step '" + id + "' in policy " + policy.name()));
    }
}
