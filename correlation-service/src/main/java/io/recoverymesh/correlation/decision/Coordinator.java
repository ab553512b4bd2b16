package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.guard.Question;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.TargetState;
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
import org.jspecify.annotations.Nullable;

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
                draft.toEvent(0),
                started,
                recoveryId,
                question.policy(),
                Templates.variables(question.request().getSignal()));
        advance(draft, recovery, question.policy(), null, ledger);
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
    Draft draft(Recovery recovery, String cause, Instant now) {
        return new Draft(recovery.group(), recovery.target(), recovery.flowId(), cause, now)
                .about(recovery.id(), recovery.policy());
    }

    /**
     * What follows now: the next step, or the verification.
     *
     * @param done step that ended in the same decision, successfully or to be passed over; null for none
     */
    void advance(Draft draft, Recovery recovery, Policy policy, @Nullable String done, Ledger ledger) {
        Optional<StepRun> next = recovery.steps().stream()
                .filter(s -> s.phase() == StepPhase.PENDING && !s.id().equals(done))
                .findFirst();
        if (next.isPresent()) {
            dispatch(draft, recovery, policy, next.get(), ledger);
        } else {
            verify(draft, recovery, policy, ledger);
        }
    }

    /** Sends the next attempt of a step. */
    void dispatch(Draft draft, Recovery recovery, Policy policy, StepRun run, Ledger ledger) {
        TargetState target = ledger.targets().get(recovery.group() + "/" + recovery.target());
        long fence = (target == null ? 0 : target.fence()) + 1;
        Step step = stepOf(policy, run.id());
        try {
            dispatch.send(draft, recovery, step, run.attempt() + 1, fence);
        } catch (Templates.MissingVariableException e) {
            draft.fact(Attempts.impossible(run, String.valueOf(e.getMessage())));
            fail(draft, recovery, policy, step, String.valueOf(e.getMessage()), ledger);
        }
    }

    /** A step failed for good: the plan halts, or goes on without it. */
    void fail(Draft draft, Recovery recovery, Policy policy, Step step, String error, Ledger ledger) {
        if (step.onFailure() == Policy.OnFailure.CONTINUE) {
            advance(draft, recovery, policy, step.id(), ledger);
            return;
        }
        cancelRest(draft, recovery, step.id(), "step " + step.id() + " failed");
        Endings.end(draft, recovery, policy, Outcome.FAILED, "step " + step.id() + " failed: " + error, ledger);
    }

    /** Stops what has not ended. */
    void cancelRest(Draft draft, Recovery recovery, @Nullable String except, String reason) {
        for (StepRun run : recovery.steps()) {
            if (run.phase().isTerminal() || run.id().equals(except)) {
                continue;
            }
            draft.fact(StepCancelled.newBuilder()
                    .setStep(run.id())
                    .setAttempt(run.attempt())
                    .setReason(reason)
                    .build());
        }
    }

    /** The target's health changed. */
    Decision onHealth(Recovery recovery, HealthStatus health, String cause, Ledger ledger, Instant now) {
        if (recovery.phase() != Phase.VERIFYING) {
            return Decision.NOTHING;
        }
        Policy policy = policyOf(recovery, ledger);
        boolean good = satisfies(policy, health);
        if (good == (recovery.stableAt() != null)) {
            return Decision.NOTHING;
        }
        Draft draft = draft(recovery, cause, now);
        draft.fact(observed(policy, health, good, now));
        return Decision.of(draft);
    }

    /** The health held long enough. */
    Decision onVerified(Recovery recovery, String cause, Ledger ledger, Instant now) {
        Instant stableAt = recovery.stableAt();
        if (recovery.phase() != Phase.VERIFYING || stableAt == null || now.isBefore(stableAt)) {
            return Decision.NOTHING;
        }
        Policy policy = policyOf(recovery, ledger);
        Draft draft = draft(recovery, cause, now);
        String reason = recovery.target() + " is " + policy.verify().health() + " and was so for "
                + Durations.format(policy.verify().stableFor());
        Endings.end(draft, recovery, policy, Outcome.RECOVERED, reason, ledger);
        return Decision.of(draft);
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
        Policy policy = policyOf(recovery, ledger);
        Draft draft = draft(recovery, cause, now);
        TargetState target = ledger.targets().get(recovery.group() + "/" + recovery.target());
        String health = target == null || !target.health().isKnown()
                ? "nothing reports its health"
                : "it is " + target.health().status() + " since "
                        + target.health().since();
        String reason =
                "Expected " + recovery.target() + " to be " + policy.verify().health() + " for "
                        + Durations.format(policy.verify().stableFor()) + " within "
                        + Durations.format(policy.verify().within())
                        + " of the last step, but " + health;
        Endings.end(draft, recovery, policy, Outcome.INEFFECTIVE, reason, ledger);
        return Decision.of(draft);
    }

    private static void verify(Draft draft, Recovery recovery, Policy policy, Ledger ledger) {
        draft.fact(VerificationStarted.newBuilder()
                .setHealth(HealthStatus.valueOf(policy.verify().health()))
                .setStableForMs(policy.verify().stableFor().toMillis())
                .setUntil(draft.now.plus(policy.verify().within()))
                .build());
        TargetState target = ledger.targets().get(recovery.group() + "/" + recovery.target());
        if (target != null && satisfies(policy, target.health().status())) {
            draft.fact(observed(policy, target.health().status(), true, draft.now));
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
