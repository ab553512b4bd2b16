package io.recoverymesh.common.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Map<String, Collection<String>> causes = new HashMap<>();
        for (CatalogueEntry entry : entries) {
            if (byName.putIfAbsent(entry.name(), entry) == null) {
                causes.computeIfAbsent(entry.name(), name -> new LinkedHashSet<>())
                        .addAll(entry.references().keySet());
                if (entry.fallback() != null) {
                    causes.computeIfAbsent(entry.fallback(), name -> new LinkedHashSet<>())
                            .add(entry.name());
                }
            }
        }
        for (List<String> cycle : Cycles.in(causes)) {
            for (int i = 0; i < cycle.size() - 1; i++) {
                report(byName, cycle.get(i), cycle.get(i + 1), cycle);
            }
        }
    }

    /** @param cause what leads to the entry: by its own reference, or by a fallback that is written at the cause */
    private static void report(Map<String, CatalogueEntry> byName, String name, String cause, List<String> cycle) {
        CatalogueEntry entry = byName.get(name);
        CatalogueEntry before = byName.get(cause);
        if (entry == null || before == null) {
            return;
        }
        String path = Shown.shortened(String.join(" → ", cycle));
        String place = entry.references().get(cause);
        if (place == null) {
            before.problems()
                    .error(
                            CatalogueEntry.FALLBACK,
                            "Expected no recovery to lead to itself, but fallbacks (and triggers) lead in a circle: "
                                    + Shown.shortened(String.join(" → ", cycle.reversed())),
                            "Let the last one fall back to nothing; retries belong into steps or repeat");
            return;
        }
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
