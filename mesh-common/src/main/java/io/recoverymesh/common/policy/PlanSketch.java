package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The graph of a plan as far as a document tells it, with the place of each name; of any tree, right or wrong. */
final class PlanSketch {
    private static final String STEPS = "/spec/steps/";

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byId = new HashMap<>();
    private final Map<String, List<String>> next = new HashMap<>();
    private final Map<String, List<String>> previous = new HashMap<>();

    private PlanSketch(JsonNode steps) {
        List<String> ids = StepIds.of(steps);
        Set<String> entered = new HashSet<>();
        for (JsonNode step : steps) {
            step.path("on").forEach(to -> entered.add(to.asText()));
        }
        for (int i = 0; i < steps.size(); i++) {
            Node node = node(i, ids, steps.get(i), entered);
            nodes.add(node);
            byId.putIfAbsent(node.id(), node);
            connect(node);
        }
    }

    /** One step. */
    record Node(
            int number,
            String pointer,
            String id,
            JsonNode tree,
            @Nullable After after,
            List<Name> edges) {
        int maxVisits() {
            return tree.path("maxVisits").asInt(1);
        }
    }

    /** @param need how many of these must be reached for the step to be reached */
    record After(int need, List<Name> names) {}

    /** A step's id, and where it is written. */
    record Name(String id, String pointer) {}

    static PlanSketch of(JsonNode document) {
        return new PlanSketch(document.at("/spec/steps"));
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Null where there is none of this name. */
    @Nullable
    Node byId(String id) {
        return byId.get(id);
    }

    Set<String> ids() {
        return byId.keySet();
    }

    /** Every step to which a way leads from this one; itself only where a circle leads back. */
    Set<String> behind(String id) {
        return reach(id, next);
    }

    /** Every step from which a way leads to this one. */
    Set<String> before(String id) {
        return reach(id, previous);
    }

    private static Set<String> reach(String id, Map<String, List<String>> ways) {
        Set<String> reached = new HashSet<>();
        ArrayDeque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            ways.getOrDefault(open.remove(), List.of()).stream()
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }

    private void connect(Node node) {
        List<Name> after = node.after() == null ? List.of() : node.after().names();
        after.forEach(name -> connect(name.id(), node.id()));
        node.edges().forEach(name -> connect(node.id(), name.id()));
    }

    private void connect(String from, String to) {
        next.computeIfAbsent(from, id -> new ArrayList<>()).add(to);
        previous.computeIfAbsent(to, id -> new ArrayList<>()).add(from);
    }

    private Node node(int number, List<String> ids, JsonNode step, Set<String> entered) {
        String pointer = STEPS + number;
        List<Name> edges = new ArrayList<>();
        step.path("on").properties().forEach(edge -> {
            if (edge.getValue().isTextual()) {
                edges.add(new Name(edge.getValue().asText(), Lines.child(pointer + "/on", edge.getKey())));
            }
        });
        return new Node(number, pointer, ids.get(number), step, after(number, ids, step, entered), edges);
    }

    private @Nullable After after(int number, List<String> ids, JsonNode step, Set<String> entered) {
        String pointer = STEPS + number + "/after";
        JsonNode after = step.path("after");
        if (after.isMissingNode()) {
            return silent(number, ids, entered);
        }
        if (!after.isObject()) {
            return all(names(pointer, after));
        }
        if (after.has("any")) {
            return new After(1, names(pointer + "/any", after.path("any")));
        }
        return after.has("quorum")
                ? new After(after.path("quorum").asInt(1), names(pointer + "/of", after.path("of")))
                : all(names(pointer + "/all", after.path("all")));
    }

    private static @Nullable After silent(int number, List<String> ids, Set<String> entered) {
        if (entered.contains(ids.get(number))) {
            return null;
        }
        return all(number == 0 ? List.of() : List.of(new Name(ids.get(number - 1), STEPS + number)));
    }

    private static After all(List<Name> names) {
        return new After(names.size(), names);
    }

    private static List<Name> names(String pointer, JsonNode written) {
        if (written.isTextual()) {
            return List.of(new Name(written.asText(), pointer));
        }
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).isTextual()) {
                names.add(new Name(written.get(i).asText(), pointer + "/" + i));
            }
        }
        return names;
    }
}
