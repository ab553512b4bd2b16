package io.recoverymesh.correlation.plan;

import io.recoverymesh.common.policy.Conditions;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.policy.StepCondition;
import io.recoverymesh.correlation.recovery.StepRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of one version of a policy with what leads where, prepared once: conditions are compiled. */
public final class PlanGraph {
    /** Handler that tells people; its action is {@link #SEND}. */
    public static final String NOTIFY = "notify";

    public static final String SEND = "send";
    private static final Step.Retry PATIENT = new Step.Retry(2, Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final Policy policy;
    private final Map<String, Node> nodes = new HashMap<>();

    public PlanGraph(Policy policy) {
        this.policy = policy;
        policy.steps().forEach(step -> nodes.put(step.id(), new Node(step)));
        for (Step step : policy.steps()) {
            Step.Join after = step.after();
            if (after != null) {
                after.of().forEach(member -> node(member).dependents.add(step));
            }
            step.on().values().forEach(to -> node(to).sources.add(step));
        }
    }

    public Policy policy() {
        return policy;
    }

    /**
     * A step of the plan.
     *
     * @throws IllegalStateException when there is none of this id
     */
    public Step step(String id) {
        return node(id).step;
    }

    /** What a run of a step, or an undoing run, asks of its handler. */
    public Step.Call call(StepRun run) {
        Node node = node(run.step());
        Step.Call call = run.isUndo() ? node.undo : node.call;
        if (call == null) {
            throw new IllegalStateException("Expected '" + run.id() + "' to call a handler, but it does not");
        }
        return call;
    }

    /** Whether the effect of a step can be taken back. */
    public boolean hasUndo(String id) {
        return node(id).undo != null;
    }

    /** Its condition; null where it has none. */
    public @Nullable StepCondition when(String id) {
        return node(id).when;
    }

    /** Where a result of a step leads by an edge: timed out and rejected fall back to failed. */
    public @Nullable String edge(String id, Step.Result result) {
        Map<Step.Result, String> on = node(id).step.on();
        String to = on.get(result);
        return switch (result) {
            case SUCCEEDED, FAILED -> to;
            case TIMED_OUT, REJECTED -> to != null ? to : on.get(Step.Result.FAILED);
        };
    }

    /** Steps whose {@code after} names this one. */
    List<Step> dependents(String id) {
        return node(id).dependents;
    }

    /** Steps with an edge to this one. */
    List<Step> sources(String id) {
        return node(id).sources;
    }

    /** A step and all that lies behind it, by {@code after} and by edges, in the order of the plan. */
    public List<String> from(String id) {
        Node node = node(id);
        if (node.from == null) {
            node.from = reach(id);
        }
        return node.from;
    }

    private List<String> reach(String id) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (found.add(next)) {
                node(next).dependents.forEach(step -> open.add(step.id()));
                open.addAll(step(next).on().values());
            }
        }
        return policy.steps().stream().map(Step::id).filter(found::contains).toList();
    }

    private Node node(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("Expected step '" + id + "' in policy " + policy.name());
        }
        return node;
    }

    private static Step.@Nullable Call callOf(Step step) {
        return switch (step.work()) {
            case Step.Work.Run run -> run.call();
            case Step.Work.Notify notify ->
                new Step.Call(NOTIFY, SEND, "{}", notify.timeout(), Step.Safety.IDEMPOTENT, PATIENT);
            case Step.Work.Approve ignored -> null;
            case Step.Work.Await ignored -> null;
        };
    }

    private static final class Node {
        private final Step step;
        private final Step.@Nullable Call call;
        private final Step.@Nullable Call undo;
        private final @Nullable StepCondition when;
        private final List<Step> dependents = new ArrayList<>();
        private final List<Step> sources = new ArrayList<>();
        private @Nullable List<String> from;

        Node(Step step) {
            this.step = step;
            call = callOf(step);
            undo = step.work() instanceof Step.Work.Run run ? run.undo() : null;
            String text = step.when();
            when = text == null ? null : Conditions.compileWhen(text);
        }
    }
}
