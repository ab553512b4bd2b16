package io.recoverymesh.correlation.http;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a graph to be drawn.
 *
 * @param steps in the order of the policy
 * @param edges which step comes after which, and where to go on after which result
 * @param verify what makes it RECOVERED, as one sentence
 */
@ApiView
record PlanView(
        List<Node> steps,
        List<Edge> edges,
        String verify,
        @Nullable String repeat) {
    /**
     * One step.
     *
     * @param kind run, approve, await or notify
     * @param does what it runs, asks or waits for, in a few words
     * @param when condition; null: always
     * @param undo what takes its effect back; null: nothing
     * @param timeoutMs of one attempt, one approval, one wait
     */
    @ApiView
    record Node(
            String id,
            String kind,
            String does,
            @Nullable String when,
            @Nullable String undo,
            long timeoutMs,
            int maxVisits,
            String onFailure) {}

    /**
     * From one step to another.
     *
     * @param label empty where it simply follows; any, 2 of 3, or a result such as failed
     * @param after true: it begins after that step; false: a result leads there
     */
    @ApiView
    record Edge(String from, String to, String label, boolean after) {}

    static PlanView of(Policy policy) {
        List<Edge> edges = new ArrayList<>();
        for (Step step : policy.steps()) {
            Step.Join join = step.after();
            if (join != null) {
                join.of().forEach(from -> edges.add(new Edge(from, step.id(), label(join), true)));
            }
            step.on().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(on -> edges.add(new Edge(step.id(), on.getValue(), word(on.getKey()), false)));
        }
        return new PlanView(
                policy.steps().stream().map(PlanView::node).toList(), edges, verify(policy), repeat(policy));
    }

    private static Node node(Step step) {
        return new Node(
                step.id(),
                kind(step.work()),
                does(step.work()),
                step.when(),
                undo(step.work()),
                step.timeout().toMillis(),
                step.maxVisits(),
                word(step.onFailure()));
    }

    private static String kind(Step.Work work) {
        return switch (work) {
            case Step.Work.Run ignored -> "run";
            case Step.Work.Approve ignored -> "approve";
            case Step.Work.Await ignored -> "await";
            case Step.Work.Notify ignored -> "notify";
        };
    }

    private static String does(Step.Work work) {
        return switch (work) {
            case Step.Work.Run run -> called(run.call());
            case Step.Work.Approve approve ->
                approve.roles().isEmpty() ? "a person" : String.join(" or ", approve.roles());
            case Step.Work.Await await -> (await.target() == null ? "" : await.target() + " ") + "is " + await.health();
            case Step.Work.Notify notify -> notify.channel();
        };
    }

    private static @Nullable String undo(Step.Work work) {
        return work instanceof Step.Work.Run run && run.undo() != null ? called(run.undo()) : null;
    }

    private static String called(Step.Call call) {
        return call.handler().equals(call.action()) ? call.handler() : call.handler() + "/" + call.action();
    }

    private static String label(Step.Join join) {
        return switch (join.kind()) {
            case ALL -> "";
            case ANY -> "any";
            case QUORUM -> join.need() + " of " + join.of().size();
        };
    }

    private static String verify(Policy policy) {
        return policy.verify().health() + " for " + policy.verify().stableFor().toSeconds() + " s, within "
                + policy.verify().within().toSeconds() + " s";
    }

    private static @Nullable String repeat(Policy policy) {
        Policy.Repeat repeat = policy.repeat();
        return repeat == null ? null : "up to " + repeat.max() + " times";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
