package io.recoverymesh.common.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds cycles among names that refer to names. */
final class Cycles {
    private Cycles() {}

    /** A shortest cycle through each name that is on one; a cycle is told once, and starts and ends with the same name. */
    static List<List<String>> in(Map<String, Collection<String>> references) {
        Set<String> candidates = withoutEnds(references);
        Set<String> told = new HashSet<>();
        List<List<String>> cycles = new ArrayList<>();
        for (String name : candidates.stream().sorted().toList()) {
            if (!told.contains(name)) {
                List<String> cycle = shortest(name, candidates, references);
                if (!cycle.isEmpty()) {
                    told.addAll(cycle);
                    cycles.add(cycle);
                }
            }
        }
        return cycles;
    }

    /** Most catalogues have no cycle: what refers to nothing that is left is taken away until nothing changes. */
    private static Set<String> withoutEnds(Map<String, Collection<String>> references) {
        Map<String, List<String>> referrers = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        ArrayDeque<String> ends = new ArrayDeque<>();
        references.forEach((name, targets) -> {
            Set<String> known = new HashSet<>(targets);
            known.retainAll(references.keySet());
            known.forEach(
                    to -> referrers.computeIfAbsent(to, t -> new ArrayList<>()).add(name));
            open.put(name, known.size());
            if (known.isEmpty()) {
                ends.add(name);
            }
        });
        while (!ends.isEmpty()) {
            String end = ends.remove();
            open.remove(end);
            for (String referrer : referrers.getOrDefault(end, List.of())) {
                if (open.merge(referrer, -1, Integer::sum) == 0) {
                    ends.add(referrer);
                }
            }
        }
        return open.keySet();
    }

    private static List<String> shortest(
            String start, Set<String> candidates, Map<String, Collection<String>> references) {
        Map<String, String> cameFrom = new HashMap<>();
        ArrayDeque<String> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            String at = queue.remove();
            for (String next : references.getOrDefault(at, List.of())) {
                if (next.equals(start)) {
                    return path(start, at, cameFrom);
                }
                if (candidates.contains(next) && cameFrom.putIfAbsent(next, at) == null) {
                    queue.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<String> path(String start, String last, Map<String, String> cameFrom) {
        ArrayDeque<String> path = new ArrayDeque<>(List.of(start));
        for (String at = last; !at.equals(start); at = cameFrom.getOrDefault(at, start)) {
            path.addFirst(at);
        }
        path.addFirst(start);
        return List.copyOf(path);
    }
}
