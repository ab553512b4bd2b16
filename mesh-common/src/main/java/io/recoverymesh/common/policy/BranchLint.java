package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.Step.Join;
import io.recoverymesh.common.policy.Step.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Steps that wait for two branches of which only one can be taken. */
final class BranchLint {
    private final Map<String, Step> steps;
    private final Map<String, List<Need>> entrances = new HashMap<>();
    private final Map<String, Set<Need>> needs = new HashMap<>();

    private BranchLint(List<Step> steps) {
        this.steps = steps.stream().collect(Collectors.toMap(Step::id, step -> step));
        steps.forEach(step -> step.on()
                .forEach((result, to) ->
                        entrances.computeIfAbsent(to, id -> new ArrayList<>()).add(new Need(step.id(), result))));
        PlanOrder.of(steps).forEach(step -> needs.put(step.id(), needs(step)));
    }

    /** That a step ended so. */
    private record Need(String step, Result result) {}

    static void run(Policy policy, Problems problems) {
        BranchLint lint = new BranchLint(policy.steps());
        Set<String> told = new HashSet<>();
        for (int i = 0; i < policy.steps().size(); i++) {
            Step step = policy.steps().get(i);
            String place = "/spec/steps/" + i + (step.after() == null ? "" : "/after");
            lint.contradiction(step).filter(told::add).ifPresent(split -> {
                problems.warning(
                        place,
                        "'" + Shown.shortened(step.id())
                                + "' can never begin: it waits for steps of which some run only" + " when '"
                                + Shown.shortened(split) + "' succeeded and others only when it did not",
                        "Write 'after: {any: [...]}' to go on after whichever of them ran");
            });
        }
    }

    private Optional<String> contradiction(Step step) {
        Map<String, Boolean> first = new HashMap<>();
        return needs.getOrDefault(step.id(), Set.of()).stream()
                .filter(need -> {
                    boolean succeeded = need.result() == Result.SUCCEEDED;
                    Boolean other = first.putIfAbsent(need.step(), succeeded);
                    return other != null && other != succeeded;
                })
                .map(Need::step)
                .findFirst();
    }

    /** What must have happened before this step begins, of the steps whose results part the plan. */
    private Set<Need> needs(Step step) {
        List<Set<Need>> ways = new ArrayList<>();
        entrances.getOrDefault(step.id(), List.of()).stream()
                .filter(need -> needs.containsKey(need.step()))
                .forEach(need -> ways.add(with(need)));
        Join after = step.after();
        if (after != null) {
            List<Set<Need>> members = after.of().stream()
                    .map(member -> with(new Need(member, Result.SUCCEEDED)))
                    .toList();
            ways.add(after.kind() == Join.Kind.ALL ? union(members) : common(members));
        }
        return common(ways);
    }

    private Set<Need> with(Need need) {
        Set<Need> all = new HashSet<>(needs.getOrDefault(need.step(), Set.of()));
        Step step = steps.get(need.step());
        if (step != null && step.on().keySet().stream().anyMatch(result -> result != Result.SUCCEEDED)) {
            all.add(need);
        }
        return all;
    }

    private static Set<Need> union(List<Set<Need>> sets) {
        return sets.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private static Set<Need> common(List<Set<Need>> sets) {
        if (sets.isEmpty()) {
            return Set.of();
        }
        Set<Need> common = new HashSet<>(sets.getFirst());
        sets.forEach(common::retainAll);
        return common;
    }
}
