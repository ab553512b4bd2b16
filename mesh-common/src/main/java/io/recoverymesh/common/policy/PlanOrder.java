package io.recoverymesh.common.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of a plan so that each comes after all that lead to it, but for the ways that lead back in a circle. */
final class PlanOrder {
    private final Map<String, Step> steps = new HashMap<>();
    private final Map<String, List<String>> next = new HashMap<>();
    private final List<Step> order = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private PlanOrder(List<Step> plan) {
        for (Step step : plan) {
            steps.put(step.id(), step);
            next(step.id()).addAll(step.on().values());
            if (step.after() != null) {
                step.after().of().forEach(before -> next(before).add(step.id()));
            }
        }
    }

    static List<Step> of(List<Step> plan) {
        PlanOrder order = new PlanOrder(plan);
        Set<String> entered = new HashSet<>();
        order.next.values().forEach(entered::addAll);
        plan.stream().filter(step -> !entered.contains(step.id())).forEach(order::visit);
        plan.forEach(order::visit);
        return order.order.reversed();
    }

    private Collection<String> next(String id) {
        return next.computeIfAbsent(id, key -> new ArrayList<>());
    }

    /** Depth first, without recursion: plans may be long. */
    private void visit(Step first) {
        if (!seen.add(first.id())) {
            return;
        }
        ArrayDeque<Step> path = new ArrayDeque<>(List.of(first));
        ArrayDeque<Iterator<String>> ways =
                new ArrayDeque<>(List.of(next(first.id()).iterator()));
        while (!path.isEmpty()) {
            if (!ways.element().hasNext()) {
                ways.pop();
                order.add(path.pop());
                continue;
            }
            Step step = steps.get(ways.element().next());
            if (step != null && seen.add(step.id())) {
                path.push(step);
                ways.push(next(step.id()).iterator());
            }
        }
    }
}
