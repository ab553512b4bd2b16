package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recovery.
 *
 * @param failingSince when the target became unhealthy
 * @param phase RUNNING, VERIFYING, COMPENSATING or ENDED
 * @param iteration of the plan, from 1
 * @param stableAt while verifying: when the health will have held long enough
 * @param verifyUntil while verifying: when it is too late
 * @param reason why the plan failed, or of the outcome
 * @param plan the plan it was admitted with; null in lists
 */
@ApiView
record RecoveryView(
        String id,
        String flowId,
        String group,
        String target,
        String policy,
        String policyVersion,
        int depth,
        @Nullable String requestedBy,
        Instant startedAt,
        @Nullable Instant failingSince,
        String phase,
        int iteration,
        List<StepView> steps,
        @Nullable Instant stableAt,
        @Nullable Instant verifyUntil,
        @Nullable String reason,
        @Nullable String outcome,
        @Nullable Instant endedAt,
        @Nullable PlanView plan) {

    /**
     * One of its steps.
     *
     * @param visit how often it was begun in this iteration
     * @param attempt the current one; 0 before the first
     * @param awaited target whose health it waits for
     * @param binding what is to be approved; an approval may name it
     * @param failure why it failed
     * @param output JSON, once it succeeded
     */
    @ApiView
    record StepView(
            String id,
            String phase,
            int visit,
            int attempt,
            long fence,
            @Nullable Instant dispatchedAt,
            @Nullable Instant deadline,
            @Nullable Instant leaseUntil,
            @Nullable Instant retryAt,
            @Nullable String awaited,
            @Nullable String binding,
            @Nullable String failure,
            @Nullable String output) {

        static StepView of(StepRun step) {
            return new StepView(
                    step.id(),
                    step.phase().name(),
                    step.visit(),
                    step.attempt(),
                    step.fence(),
                    step.dispatchedAt(),
                    step.deadline(),
                    step.leaseUntil(),
                    step.retryAt(),
                    step.awaited(),
                    step.binding(),
                    step.failure() == null ? null : step.failure().name(),
                    step.output());
        }
    }

    static RecoveryView of(Recovery recovery) {
        return of(recovery, null);
    }

    static RecoveryView of(Recovery recovery, @Nullable PlanView plan) {
        return new RecoveryView(
                recovery.id(),
                recovery.flowId(),
                recovery.group(),
                recovery.target(),
                recovery.policy(),
                recovery.policyVersion(),
                recovery.depth(),
                recovery.requestedBy(),
                recovery.startedAt(),
                recovery.failingSince(),
                recovery.phase().name(),
                recovery.iteration(),
                recovery.steps().stream().map(StepView::of).toList(),
                recovery.stableAt(),
                recovery.verifyUntil(),
                recovery.failure(),
                recovery.outcome() == null ? null : recovery.outcome().name(),
                recovery.endedAt(),
                plan);
    }
}
