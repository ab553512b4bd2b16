package io.recoverymesh.correlation.plan;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says, one thing at a time, what follows from how the steps of a recovery stand. */
public final class Planner {
    private static final Next WAITING = new Next.Waiting();
    private static final Next DONE = new Next.Done();

    private final PlanGraph graph;

    public Planner(PlanGraph graph) {
        this.graph = graph;
    }

    /** What is to be done now; to be asked again after that. */
    public Next next(Recovery recovery) {
        boolean underWay = false;
        Step open = null;
        for (Step step : graph.policy().steps()) {
            StepRun run = run(recovery, step.id());
            if (run.phase() == StepPhase.PENDING) {
                open = open == null || (open.after() != null && step.after() == null) ? step : open;
                Next next = pending(recovery, step);
                if (next != null) {
                    return next;
                }
            } else if (!run.phase().isTerminal()) {
                underWay = true;
            }
        }
        if (underWay) {
            return WAITING;
        }
        return open == null ? DONE : new Next.Skip(open.id(), false, "no step led here");
    }

    /** Whether a failure of a step without an edge is passed over. */
    public boolean isPassedOver(String id) {
        if (graph.step(id).onFailure() == Policy.OnFailure.CONTINUE) {
            return true;
        }
        List<Step> dependents = graph.dependents(id);
        return !dependents.isEmpty()
                && dependents.stream().map(Planner::joinOf).noneMatch(join -> join.kind() == Step.Join.Kind.ALL);
    }

    /** How a step ended, as edges name it; null where it has not ended by itself. */
    public static Step.@Nullable Result resultOf(StepRun run) {
        return switch (run.phase()) {
            case SUCCEEDED -> Step.Result.SUCCEEDED;
            case FAILED -> failureOf(run);
            case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING, SKIPPED, LOST, CANCELLED -> null;
        };
    }

    private static Step.Result failureOf(StepRun run) {
        return switch (Objects.requireNonNull(run.failure())) {
            case TIMED_OUT, UNCLAIMED -> Step.Result.TIMED_OUT;
            case REJECTED -> Step.Result.REJECTED;
            case FAILED, LEASE_LOST, REFUSED -> Step.Result.FAILED;
        };
    }

    private @Nullable Next pending(Recovery recovery, Step step) {
        Step.Join after = step.after();
        if (after == null) {
            return enteredByEdge(recovery, step);
        }
        return switch (after.kind()) {
            case ALL -> all(recovery, step, after);
            case ANY, QUORUM -> some(recovery, step, after);
        };
    }

    private @Nullable Next enteredByEdge(Recovery recovery, Step step) {
        List<Step> sources = graph.sources(step.id());
        boolean decided = sources.stream()
                .allMatch(source -> run(recovery, source.id()).phase().isTerminal());
        return decided ? new Next.Skip(step.id(), false, "no step led here") : null;
    }

    private @Nullable Next all(Recovery recovery, Step step, Step.Join after) {
        boolean wait = false;
        for (String member : after.of()) {
            StepRun run = run(recovery, member);
            if (!run.phase().isTerminal()) {
                wait = true;
            } else if (isAway(run)) {
                return new Next.Skip(step.id(), false, away(run));
            }
        }
        return wait ? null : new Next.Begin(step.id());
    }

    private @Nullable Next some(Recovery recovery, Step step, Step.Join after) {
        List<StepRun> members = after.of().stream().map(id -> run(recovery, id)).toList();
        long succeeded = members.stream()
                .filter(run -> run.phase() == StepPhase.SUCCEEDED)
                .count();
        long open = members.stream().filter(run -> !run.phase().isTerminal()).count();
        if (succeeded >= after.need()) {
            return new Next.Begin(step.id());
        }
        if (succeeded + open >= after.need()) {
            return null;
        }
        List<String> failed =
                members.stream().filter(this::failed).map(Planner::ended).toList();
        String quorum = "quorum " + after.need() + " of " + after.of().size();
        if (failed.isEmpty()) {
            boolean reached = members.stream().noneMatch(this::isAway);
            List<String> others = members.stream()
                    .filter(run -> run.phase() != StepPhase.SUCCEEDED)
                    .map(run -> isAway(run) ? away(run) : ended(run))
                    .toList();
            return new Next.Skip(step.id(), reached, quorum + " is not to be had: " + String.join(", ", others));
        }
        return new Next.Fail(step.id(), quorum + " cannot be reached: " + String.join(", ", failed));
    }

    private boolean failed(StepRun run) {
        return switch (run.phase()) {
            case FAILED -> !isAway(run);
            case LOST, CANCELLED -> true;
            case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING, SUCCEEDED, SKIPPED -> false;
        };
    }

    /** Whether the plan went on elsewhere from this step, or never came to it. */
    private boolean isAway(StepRun run) {
        return switch (run.phase()) {
            case SKIPPED -> run.unreached();
            case FAILED -> graph.edge(run.id(), failureOf(run)) != null;
            case LOST, CANCELLED -> true;
            case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING, SUCCEEDED -> false;
        };
    }

    private String away(StepRun run) {
        String to = run.phase() == StepPhase.FAILED ? graph.edge(run.id(), failureOf(run)) : null;
        return to != null ? run.id() + " went on to " + to : ended(run);
    }

    private static String ended(StepRun run) {
        return switch (run.phase()) {
            case SKIPPED -> run.id() + (run.unreached() ? " was not reached" : " was skipped");
            case FAILED -> run.id() + " failed";
            case LOST -> run.id() + " is lost";
            case CANCELLED -> run.id() + " was cancelled";
            case SUCCEEDED -> run.id() + " succeeded";
            case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING -> run.id() + " has not ended";
        };
    }

    private static Step.Join joinOf(Step dependent) {
        return Objects.requireNonNull(dependent.after());
    }

    private static StepRun run(Recovery recovery, String step) {
        return recovery.step(step)
                .orElseThrow(() -> new IllegalStateException("Expected step '" + step + "' of " + recovery.id()));
    }
}
