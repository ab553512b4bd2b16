package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.schemas.SignalSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clauses that are filed under a label, by its name and its value. */
final class LabelCabinets {
    private final Map<String, Map<String, List<Clause>>> byName = new HashMap<>();

    void file(Equality label, Clause clause) {
        byName.computeIfAbsent(label.name(), name -> new HashMap<>())
                .computeIfAbsent(label.value(), value -> new ArrayList<>())
                .add(clause);
    }

    /** Nothing is filed any more. */
    void close() {
        byName.values().forEach(cabinet -> cabinet.replaceAll((value, drawer) -> List.copyOf(drawer)));
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** What is filed under the labels of a signal; looks at no more names than the signal has, or than are filed. */
    List<List<Clause>> drawers(SignalSummary signal) {
        List<List<Clause>> found = List.of();
        if (byName.size() <= signal.getLabels().size()) {
            for (Map.Entry<String, Map<String, List<Clause>>> cabinet : byName.entrySet()) {
                found = with(found, cabinet.getValue(), Labels.of(signal, cabinet.getKey()));
            }
            return found;
        }
        for (Map.Entry<String, String> label : signal.getLabels().entrySet()) {
            found = with(found, byName.get(label.getKey()), label.getValue());
        }
        for (String implied : Labels.IMPLIED) {
            if (!signal.getLabels().containsKey(implied)) {
                found = with(found, byName.get(implied), Labels.of(signal, implied));
            }
        }
        return found;
    }

    private static List<List<Clause>> with(
            List<List<Clause>> some, @Nullable Map<String, List<Clause>> cabinet, @Nullable String value) {
        List<Clause> drawer = cabinet == null || value == null ? null : cabinet.get(value);
        if (drawer == null) {
            return some;
        }
        List<List<Clause>> found = some.isEmpty() ? new ArrayList<>(4) : some;
        found.add(drawer);
        return found;
    }
}
