package io.recoverymesh.standalone.simulation;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.OperatorActed;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.RecoveryStarted;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.StepsReset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans: nothing begins before its join or an edge, L5 visits and iterations, P2 approvals, undoing in its order, L1. */
final class PlanRules implements Rules {
    private static final String UNDO = "undo:";

    private final Recorded recorded;
    private final Findings findings;
    private final LifecycleRules lifecycle;
    private final Duration lateness;
    private final Map<String, Running> running = new HashMap<>();

    private static final class Running {
        private final Policy policy;
        private final @Nullable String requestedBy;
        private final Instant startedAt;
        private int iteration = 1;
        private @Nullable List<String> undoing;
        private @Nullable String reopened;
        private boolean ended;

        Running(Policy policy, @Nullable String requestedBy, Instant startedAt) {
            this.policy = policy;
            this.requestedBy = requestedBy;
            this.startedAt = startedAt;
        }
    }

    PlanRules(Recorded recorded, Findings findings, LifecycleRules lifecycle, Duration lateness) {
        this.recorded = recorded;
        this.findings = findings;
        this.lifecycle = lifecycle;
        this.lateness = lateness;
    }

    /** Asked before the lifecycle rules take the fact: steps stand as they stood. */
    @Override
    public void fact(RecoveryEvent event, Object fact) {
        String id = String.valueOf(event.getRecoveryId());
        if (fact instanceof RecoveryStarted started) {
            running.putIfAbsent(
                    id,
                    new Running(recorded.policy(started.getPolicyVersion()), started.getRequestedBy(), event.getAt()));
        }
        Running recovery = running.get(id);
        if (recovery != null) {
            about(event, id, recovery, fact);
        }
    }

    private void about(RecoveryEvent event, String id, Running recovery, Object fact) {
        switch (fact) {
            case StepDispatched dispatched -> dispatched(event, id, recovery, dispatched);
            case HealthAwaited awaited -> begins(event, id, recovery, awaited.getStep());
            case ApprovalRequested asked -> begins(event, id, recovery, asked.getStep());
            case StepSucceeded succeeded -> approved(event, recovery, succeeded.getStep());
            case StepsReset reset -> recovery.reopened = reset.getStep();
            case IterationStarted started -> iteration(event, recovery, started);
            case CompensationStarted started -> recovery.undoing = List.copyOf(started.getSteps());
            case RecoveryEnded ignored -> ended(event, id, recovery);
            default -> {}
        }
    }

    private void dispatched(RecoveryEvent event, String id, Running recovery, StepDispatched fact) {
        findings.expect(!recovery.ended, "L1", () -> "sent after the end: " + event);
        if (fact.getStep().startsWith(UNDO)) {
            undoing(event, id, recovery, fact.getStep().substring(UNDO.length()));
            return;
        }
        findings.expect(recovery.undoing == null, "L2", () -> "a step of the plan while it is taken back: " + event);
        if (lifecycle.phaseOf(id, fact.getStep()) == StepPhase.PENDING) {
            begins(event, id, recovery, fact.getStep());
        }
        int most = mostVisits(recovery, fact.getStep());
        findings.expect(fact.getVisit() <= most, "L5", () -> "more than " + most + " visits: " + event);
    }

    /** Its own, and one more each time that a cycle is entered which it lies on or behind. */
    private static int mostVisits(Running recovery, String name) {
        int most = step(recovery, name).maxVisits();
        for (Step step : recovery.policy.steps()) {
            boolean entered = recovery.policy.steps().stream()
                    .anyMatch(source -> source.on().containsValue(step.id()));
            most += entered && !step.id().equals(name) ? step.maxVisits() : 0;
        }
        return most;
    }

    /** One after the other, in the order that was decided when it began. */
    private void undoing(RecoveryEvent event, String id, Running recovery, String step) {
        List<String> order = recovery.undoing;
        findings.expect(order != null && order.contains(step), "L2", () -> "undone without reason: " + event);
        for (String before : order == null ? List.<String>of() : order) {
            if (before.equals(step)) {
                return;
            }
            findings.expect(
                    lifecycle.phaseOf(id, UNDO + before).isTerminal(),
                    "L2",
                    () -> "undone before " + before + " was: " + event);
        }
    }

    private void begins(RecoveryEvent event, String id, Running recovery, String name) {
        Step step = step(recovery, name);
        boolean byEdge = name.equals(recovery.reopened)
                || recovery.policy.steps().stream()
                        .anyMatch(source -> source.on().containsValue(name)
                                && List.of(StepPhase.SUCCEEDED, StepPhase.FAILED)
                                        .contains(lifecycle.phaseOf(id, source.id())));
        Step.Join join = step.after();
        findings.expect(
                byEdge || (join != null && isSatisfied(id, join)), "L2", () -> name + " began too early: " + event);
    }

    private boolean isSatisfied(String id, Step.Join join) {
        List<StepPhase> members =
                join.of().stream().map(member -> lifecycle.phaseOf(id, member)).toList();
        return switch (join.kind()) {
            case ALL ->
                members.stream().allMatch(phase -> List.of(StepPhase.SUCCEEDED, StepPhase.SKIPPED, StepPhase.FAILED)
                        .contains(phase));
            case ANY, QUORUM ->
                members.stream().filter(phase -> phase == StepPhase.SUCCEEDED).count() >= join.need();
        };
    }

    private void approved(RecoveryEvent event, Running recovery, String name) {
        boolean asksPeople = recovery.policy.steps().stream()
                .anyMatch(step -> step.id().equals(name) && step.work() instanceof Step.Work.Approve);
        if (!asksPeople) {
            return;
        }
        boolean approved = event.getFacts().stream()
                .anyMatch(fact -> fact instanceof OperatorActed acted
                        && acted.getAccepted()
                        && (acted.getAction() == OperatorActionKind.SKIP_STEP
                                || (acted.getAction() == OperatorActionKind.APPROVE
                                        && !acted.getBy().equals(recovery.requestedBy))));
        findings.expect(approved, "P2", () -> name + " went on without a word of somebody else: " + event);
    }

    private void iteration(RecoveryEvent event, Running recovery, IterationStarted fact) {
        Policy.Repeat repeat = recovery.policy.repeat();
        int next = recovery.iteration + 1;
        findings.expect(
                repeat != null && fact.getIteration() == next && next <= repeat.max(),
                "L5",
                () -> "iteration " + next + " of " + repeat + ": " + event);
        Duration within = repeat == null ? null : repeat.within();
        Instant latest =
                within == null ? Instant.MAX : recovery.startedAt.plus(within).plus(lateness);
        findings.expect(!event.getAt().isAfter(latest), "L5", () -> "an iteration after " + latest + ": " + event);
        recovery.iteration = next;
    }

    private void ended(RecoveryEvent event, String id, Running recovery) {
        findings.expect(!recovery.ended, "L1", () -> "ended twice: " + event);
        recovery.ended = true;
        for (Step step : recovery.policy.steps()) {
            findings.expect(
                    lifecycle.phaseOf(id, step.id()).isTerminal(),
                    "L1",
                    () -> "ended and " + step.id() + " is " + lifecycle.phaseOf(id, step.id()) + ": " + event);
        }
    }

    private static Step step(Running recovery, String id) {
        return recovery.policy.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Expected step " + id + " of " + recovery.policy.name()));
    }
}
