package io.recoverymesh.common.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names are unique within a kind, and nothing refers to itself in a circle. */
final class CycleCheck {
    private CycleCheck() {}

    static void run(List<CatalogueEntry> entries) {
        for (Kind kind : Kind.values()) {
            List<CatalogueEntry> ofKind =
                    entries.stream().filter(e -> e.kind() == kind).toList();
            names(ofKind);
            cycles(ofKind);
        }
    }

    private static void names(List<CatalogueEntry> entries) {
        Set<String> taken = new HashSet<>();
        for (CatalogueEntry entry : entries) {
            if (!entry.name().isEmpty() && !taken.add(entry.name())) {
                entry.problems()
                        .error(
                                "/metadata/name",
                                "Expected one " + entry.kind().word() + " of this name, but '"
                                        + Shown.shortened(entry.name()) + "' is declared twice",
                                "Rename or remove one of the two; the first one is kept");
            }
        }
    }

    private static void cycles(List<CatalogueEntry> entries) {
        Map<String, CatalogueEntry> byName = new HashMap<>();
        Map<String, Collection<String>> references = new HashMap<>();
        for (CatalogueEntry entry : entries) {
            if (byName.putIfAbsent(entry.name(), entry) == null) {
                references.put(entry.name(), entry.references().keySet());
            }
        }
        for (List<String> cycle : Cycles.in(references)) {
            for (int i = 0; i < cycle.size() - 1; i++) {
                report(byName.get(cycle.get(i)), cycle.get(i + 1), cycle);
            }
        }
    }

    private static void report(@Nullable CatalogueEntry entry, String next, List<String> cycle) {
        if (entry == null) {
            return;
        }
        String place = entry.references().getOrDefault(next, "/spec");
        String path = Shown.shortened(String.join(" → ", cycle));
        switch (entry.kind()) {
            case SERVICE ->
                entry.problems()
                        .error(
                                place,
                                "Expected no service to depend on itself, but dependsOn leads in a circle: " + path,
                                "Remove one of these dependencies");
            case RECOVERY ->
                entry.problems()
                        .error(
                                place,
                                "Expected no recovery to trigger itself, but 'is triggered by' leads in a circle: "
                                        + path,
                                "Remove one of these triggers; retries belong into steps or guard");
        }
    }
}
