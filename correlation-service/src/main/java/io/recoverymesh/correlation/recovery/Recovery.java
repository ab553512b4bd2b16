package io.recoverymesh.correlation.recovery;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.Outcome;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One admitted run of one policy on one target.
 *
 * @param policyVersion the version it keeps to its end
 * @param failingSince when the target became unhealthy; recovery time counts from here
 * @param variables what templates may name of the signal that triggered it
 * @param steps in the order of the plan; while compensating, the undoing ones follow in the order in which they are run
 * @param stableAt while verifying and the health is as expected: when it will have held long enough
 * @param verifyUntil while verifying: when it is too late
 * @param iteration of the plan, from 1
 * @param failure while compensating: why the plan failed; once ended: the reason of the outcome
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
        int iteration,
        List<StepRun> steps,
        @Nullable Instant stableAt,
        @Nullable Instant verifyUntil,
        @Nullable String failure,
        @Nullable Outcome outcome,
        @Nullable Instant endedAt) {

    public Recovery {
        steps = List.copyOf(steps);
        variables = Map.copyOf(variables);
        iteration = Math.max(1, iteration);
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
                1,
                policy.steps().stream().map(Step::id).map(StepRun::pending).toList(),
                null,
                null,
                null,
                null,
                null);
    }

    public boolean isEnded() {
        return phase == Phase.ENDED;
    }

    /** Whether commands of it may be out: its plan is run, or taken back. */
    public boolean isActing() {
        return phase == Phase.RUNNING || phase == Phase.COMPENSATING;
    }

    /** Whether a step of it waits for the health of a target. */
    public boolean awaits(String other) {
        return steps.stream().anyMatch(run -> other.equals(run.awaited()));
    }

    public Optional<StepRun> step(String step) {
        int index = indexOf(step);
        return index < 0 ? Optional.empty() : Optional.of(steps.get(index));
    }

    /** What a fact about the recovery as a whole makes of it; the table decides whether it may. */
    public Recovery evolve(Object fact, Instant at) {
        Phase next = Lifecycle.next(Lifecycle.RECOVERY, phase, fact);
        return switch (fact) {
            case StepsReset r -> with(next, iteration, again(reset(r.getSteps(), r), r), null, null, null, null, null);
            case IterationStarted i -> with(next, i.getIteration(), reset(null, i), null, null, null, null, null);
            case CompensationStarted c ->
                with(next, iteration, undoing(c.getSteps()), null, null, c.getReason(), null, null);
            case VerificationStarted v -> with(next, iteration, steps, null, v.getUntil(), null, null, null);
            case VerificationObserved v -> with(next, iteration, steps, v.getStableAt(), verifyUntil, null, null, null);
            case RecoveryEnded e -> with(next, iteration, steps, null, null, e.getReason(), e.getOutcome(), at);
            default -> throw new IllegalMoveException("Expected a fact about a recovery, but got " + fact);
        };
    }

    /** What a fact about one of its steps makes of it. */
    public Recovery evolveStep(String step, Object fact, Instant at) {
        int index = indexOf(step);
        if (index < 0) {
            throw new IllegalMoveException("Expected a step of " + id + ", but got '" + step + "'");
        }
        int succeeded = 0;
        for (StepRun run : steps) {
            succeeded = Math.max(succeeded, run.order());
        }
        StepRun[] next = steps.toArray(new StepRun[0]);
        next[index] = next[index].evolve(fact, at, succeeded);
        return with(phase, iteration, List.of(next), stableAt, verifyUntil, failure, outcome, endedAt);
    }

    private int indexOf(String step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).id().equals(step)) {
                return i;
            }
        }
        return -1;
    }

    /** @param which null: all */
    private List<StepRun> reset(@Nullable List<String> which, Object fact) {
        return steps.stream()
                .map(s -> which == null || which.contains(s.id()) ? s.reset(fact, which == null) : s)
                .toList();
    }

    /** A step that an operator has tried again goes on with its visit. */
    private static List<StepRun> again(List<StepRun> runs, StepsReset fact) {
        return runs.stream()
                .map(s -> fact.getSameVisit() && s.id().equals(fact.getStep()) ? s.withinVisit() : s)
                .toList();
    }

    private List<StepRun> undoing(List<String> which) {
        return Stream.concat(steps.stream(), which.stream().map(StepRun::undoOf).map(StepRun::pending))
                .toList();
    }

    private Recovery with(
            Phase nextPhase,
            int nextIteration,
            List<StepRun> nextSteps,
            @Nullable Instant nextStableAt,
            @Nullable Instant nextVerifyUntil,
            @Nullable String nextFailure,
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
                nextIteration,
                nextSteps,
                nextStableAt,
                nextVerifyUntil,
                nextFailure,
                nextOutcome,
                nextEndedAt);
    }
}
