package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Clauses of one kind of signal, each filed once under the rarest of its equalities: a signal is compared only with
 * those that are filed under what it says.
 */
final class ClauseIndex {
    static final ClauseIndex EMPTY = new ClauseIndex(List.of());

    private final Map<Equality, List<Clause>> filed = new HashMap<>();
    private final List<Clause> rest = new ArrayList<>();
    private final boolean filesLabels;

    ClauseIndex(Collection<Clause> clauses) {
        Map<Equality, Integer> uses = new HashMap<>();
        clauses.forEach(c -> Equality.allOf(c.pattern()).forEach(e -> uses.merge(e, 1, Integer::sum)));
        for (Clause clause : clauses) {
            Equality.allOf(clause.pattern()).stream()
                    .min(Comparator.comparing((Equality e) -> uses.getOrDefault(e, 0))
                            .thenComparing(Equality::part)
                            .thenComparing(Equality::name))
                    .ifPresentOrElse(
                            rarest -> filed.computeIfAbsent(rarest, e -> new ArrayList<>())
                                    .add(clause),
                            () -> rest.add(clause));
        }
        this.filesLabels = filed.keySet().stream().anyMatch(e -> e.part() == Equality.Part.LABEL);
    }

    /** Clauses whose every condition but {@code where} holds. */
    List<Clause> concerning(SignalSummary signal, TargetRef target) {
        List<Clause> concerned = List.of();
        for (List<Clause> drawer : drawers(signal, target)) {
            for (Clause clause : drawer) {
                if (clause.concerns(signal, target)) {
                    concerned = concerned.isEmpty() ? new ArrayList<>() : concerned;
                    concerned.add(clause);
                }
            }
        }
        return concerned;
    }

    /** All that a signal is compared with. */
    List<List<Clause>> drawers(SignalSummary signal, TargetRef target) {
        Drawers found = new Drawers();
        found.add(rest);
        if (filed.isEmpty()) {
            return found.some;
        }
        found.under(Equality.of(Equality.Part.SERVICE, target.service()));
        found.under(Equality.of(Equality.Part.NAME, signal.getName()));
        found.under(Equality.of(Equality.Part.GROUP, target.group()));
        if (target.instance() != null) {
            found.under(Equality.of(Equality.Part.INSTANCE, target.instance()));
        }
        if (signal.getSeverity() != null) {
            found.under(Equality.of(Equality.Part.SEVERITY, signal.getSeverity()));
        }
        if (filesLabels) {
            underLabels(found, signal);
        }
        return found.some;
    }

    private static void underLabels(Drawers found, SignalSummary signal) {
        signal.getLabels().forEach((name, value) -> found.under(Equality.ofLabel(name, value)));
        for (String implied : List.of(Labels.ALERT_NAME, Labels.SEVERITY)) {
            String value = Labels.of(signal, implied);
            if (value != null && !signal.getLabels().containsKey(implied)) {
                found.under(Equality.ofLabel(implied, value));
            }
        }
    }

    private final class Drawers {
        private List<List<Clause>> some = List.of();

        void under(Equality equality) {
            List<Clause> clauses = filed.get(equality);
            if (clauses != null) {
                add(clauses);
            }
        }

        void add(List<Clause> clauses) {
            if (!clauses.isEmpty()) {
                some = some.isEmpty() ? new ArrayList<>() : some;
                some.add(clauses);
            }
        }
    }
}
