package io.recoverymesh.correlation.recovery;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One admitted run of one policy on one target.
 *
 * @param policyVersion the version it keeps to its end
 * @param failingSince when the target became unhealthy; recovery time counts from here
 * @param variables what templates may name of the signal that triggered it
 * @param steps in the order of the plan
 * @param stableAt while verifying and the health is as expected: when it will have held long enough
 * @param verifyUntil while verifying: when it is too late
 * @param outcome once ended
 */
public record Recovery(
        String id,
        String flowId,
        String group,
        String target,
        String policy,
        String policyVersion,
        String idempotencyKey,
        long seed,
        int depth,
        @Nullable String requestedBy,
        Instant startedAt,
        @Nullable Instant failingSince,
        Map<String, String> variables,
        Phase phase,
        List<StepRun> steps,
        @Nullable Instant stableAt,
        @Nullable Instant verifyUntil,
        @Nullable Outcome outcome,
        @Nullable Instant endedAt) {

    public Recovery {
        steps = List.copyOf(steps);
        variables = Map.copyOf(variables);
    }

    /** As it begins. */
    public static Recovery start(
            RecoveryEvent event,
            RecoveryStarted fact,
            String recoveryId,
            Policy policy,
            Map<String, String> variables) {
        return new Recovery(
                recoveryId,
                event.getFlowId(),
                event.getGroup(),
                event.getTarget(),
                policy.name(),
                fact.getPolicyVersion(),
                fact.getIdempotencyKey(),
                fact.getSeed(),
                fact.getDepth(),
                fact.getRequestedBy(),
                event.getAt(),
                fact.getFailingSince(),
                variables,
                Phase.RUNNING,
                policy.steps().stream().map(Step::id).map(StepRun::pending).toList(),
                null,
                null,
                null,
                null);
    }

    public boolean isEnded() {
        return phase == Phase.ENDED;
    }

    public Optional<StepRun> step(String id) {
        return steps.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** What a fact about the recovery as a whole makes of it; the table decides whether it may. */
    public Recovery evolve(Object fact, Instant at) {
        Phase next = Lifecycle.next(Lifecycle.RECOVERY, phase, fact);
        return switch (fact) {
            case VerificationStarted v -> with(next, steps, null, v.getUntil(), null, null);
            case VerificationObserved v -> with(next, steps, v.getStableAt(), verifyUntil, null, null);
            case RecoveryEnded e -> with(next, steps, null, null, e.getOutcome(), at);
            default -> throw new IllegalMoveException("Expected a fact about a recovery, but got " + fact);
        };
    }

    /** What a fact about one of its steps makes of it. */
    public Recovery evolveStep(String stepId, Object fact, Instant at) {
        if (step(stepId).isEmpty()) {
            throw new IllegalMoveException("Expected a step of " + id + ", but got '" + stepId + "'");
        }
        List<StepRun> next = steps.stream()
                .map(s -> s.id().equals(stepId) ? s.evolve(fact, at) : s)
                .toList();
        return with(phase, next, stableAt, verifyUntil, outcome, endedAt);
    }

    private Recovery with(
            Phase nextPhase,
            List<StepRun> nextSteps,
            @Nullable Instant nextStableAt,
            @Nullable Instant nextVerifyUntil,
            @Nullable Outcome nextOutcome,
            @Nullable Instant nextEndedAt) {
        return new Recovery(
                id,
                flowId,
                group,
                target,
                policy,
                policyVersion,
                idempotencyKey,
                seed,
                depth,
                requestedBy,
                startedAt,
                failingSince,
                variables,
                nextPhase,
                nextSteps,
                nextStableAt,
                nextVerifyUntil,
                nextOutcome,
                nextEndedAt);
    }
}
