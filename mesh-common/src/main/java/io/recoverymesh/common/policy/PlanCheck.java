package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.PlanSketch.After;
import io.recoverymesh.common.policy.PlanSketch.Name;
import io.recoverymesh.common.policy.PlanSketch.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The graph of a plan: every name is a step, every step can be reached, every circle has an end. */
final class PlanCheck {
    private final PlanSketch plan;
    private final Problems problems;

    private PlanCheck(PlanSketch plan, Problems problems) {
        this.plan = plan;
        this.problems = problems;
    }

    static void run(PlanSketch plan, Problems problems) {
        PlanCheck check = new PlanCheck(plan, problems);
        check.names();
        check.circlesOfAfter();
        check.circlesOfEdges();
        check.reached();
    }

    private void names() {
        for (Node node : plan.nodes()) {
            after(node).forEach(name -> known(name, node));
            node.edges().forEach(name -> known(name, node));
        }
    }

    private void known(Name name, Node of) {
        if (plan.byId(name.id()) == null) {
            List<String> others = plan.ids().stream()
                    .filter(id -> !id.equals(of.id()))
                    .sorted()
                    .toList();
            problems.error(
                    name.pointer(),
                    "Expected the id of a step of this plan, but there is no step '" + Shown.shortened(name.id()) + "'",
                    NearestName.mend(name.id(), others, "Name one of the steps: " + shown(others)));
        }
    }

    private static String shown(List<String> ids) {
        return Shown.shortened(String.join(", ", ids));
    }

    private void circlesOfAfter() {
        Map<String, Collection<String>> waitsFor = new LinkedHashMap<>();
        plan.nodes().forEach(node -> waitsFor.putIfAbsent(node.id(), ids(after(node))));
        for (List<String> circle : Cycles.in(waitsFor)) {
            for (int i = 0; i < circle.size() - 1; i++) {
                String next = circle.get(i + 1);
                Node node = plan.byId(circle.get(i));
                if (node != null) {
                    problems.error(
                            place(after(node), next, node),
                            "Expected no step to wait for itself, but after leads in a circle: "
                                    + Shown.shortened(String.join(" → ", circle)),
                            "Remove one of these; to go back, use an edge (on) and maxVisits");
                }
            }
        }
    }

    /** A circle goes round again only where an edge leads to a step that may begin more than once. */
    private void circlesOfEdges() {
        Map<String, Collection<String>> leadsTo = new LinkedHashMap<>();
        plan.nodes().forEach(node -> leadsTo.computeIfAbsent(node.id(), id -> new HashSet<>()));
        for (Node node : plan.nodes()) {
            Collection<String> next = leadsTo.getOrDefault(node.id(), new ArrayList<>());
            node.edges().stream().map(Name::id).filter(to -> maxVisits(to) == 1).forEach(next::add);
            ids(after(node)).forEach(before -> leadsTo.getOrDefault(before, new ArrayList<>())
                    .add(node.id()));
        }
        for (List<String> circle : Cycles.in(leadsTo)) {
            unbounded(circle);
        }
    }

    private void unbounded(List<String> circle) {
        for (int i = 0; i < circle.size() - 1; i++) {
            Node from = plan.byId(circle.get(i));
            String to = circle.get(i + 1);
            if (from != null && ids(from.edges()).contains(to)) {
                problems.error(
                        place(from.edges(), to, from),
                        "Expected every circle to have a bound above 1, but '" + Shown.shortened(to)
                                + "' has maxVisits 1 and edges lead in a circle: "
                                + Shown.shortened(String.join(" → ", circle)),
                        "Write 'maxVisits: 3' (or as often as it may begin) at '" + Shown.shortened(to)
                                + "', or lead this edge elsewhere");
                return;
            }
        }
    }

    private int maxVisits(String id) {
        Node node = plan.byId(id);
        return node == null ? 0 : node.maxVisits();
    }

    /** What waits for a step that is not reached is a consequence, and not told. */
    private void reached() {
        Map<String, List<Node>> sources = sources();
        Set<String> reached = new HashSet<>();
        for (int before = -1; before < reached.size(); ) {
            before = reached.size();
            plan.nodes().stream()
                    .filter(node -> isSatisfied(node, reached) || isEntered(node, sources, reached))
                    .forEach(node -> reached.add(node.id()));
        }
        for (Node node : plan.nodes()) {
            if (node.after() == null && !reached.contains(node.id())) {
                problems.error(
                        node.pointer(),
                        "Expected a way to every step, but '" + Shown.shortened(node.id())
                                + "' is entered by edges only, from " + shown(node, sources)
                                + ", and nothing leads there first",
                        "Write 'after: []' to begin with it, or 'after: <step>'");
            }
        }
    }

    private static boolean isSatisfied(Node node, Set<String> reached) {
        After after = node.after();
        return after != null
                && after.names().stream()
                                .map(Name::id)
                                .filter(reached::contains)
                                .count()
                        >= after.need();
    }

    private static boolean isEntered(Node node, Map<String, List<Node>> sources, Set<String> reached) {
        return sources.getOrDefault(node.id(), List.of()).stream().anyMatch(from -> reached.contains(from.id()));
    }

    /** From which steps an edge leads to each. */
    private Map<String, List<Node>> sources() {
        Map<String, List<Node>> sources = new HashMap<>();
        for (Node node : plan.nodes()) {
            for (String to : ids(node.edges())) {
                sources.computeIfAbsent(to, id -> new ArrayList<>()).add(node);
            }
        }
        return sources;
    }

    private static String shown(Node node, Map<String, List<Node>> sources) {
        return sources.getOrDefault(node.id(), List.of()).stream()
                .map(from -> from.id().equals(node.id()) ? "itself" : "'" + Shown.shortened(from.id()) + "'")
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
    }

    private static List<Name> after(Node node) {
        return node.after() == null ? List.of() : node.after().names();
    }

    private static List<String> ids(List<Name> names) {
        return names.stream().map(Name::id).toList();
    }

    private static String place(List<Name> names, String id, Node otherwise) {
        return names.stream()
                .filter(name -> name.id().equals(id))
                .map(Name::pointer)
                .findFirst()
                .orElse(otherwise.pointer());
    }
}
