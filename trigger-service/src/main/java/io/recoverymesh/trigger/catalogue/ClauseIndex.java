package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.catalogue.Equality.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clauses of one kind of signal, each filed once under the rarest of its equalities: a signal is compared only with
 * those that are filed under what it says, found by one look into a table for each part that anything is filed under.
 */
final class ClauseIndex {
    static final ClauseIndex EMPTY = new ClauseIndex(List.of());

    private final List<Clause> rest = new ArrayList<>();
    private final List<Cabinet> cabinets;
    private final LabelCabinets labels = new LabelCabinets();

    ClauseIndex(Collection<Clause> clauses) {
        Map<Part, Cabinet> byPart = new EnumMap<>(Part.class);
        Map<Equality, Integer> uses = new HashMap<>();
        clauses.forEach(c -> Equality.allOf(c.pattern()).forEach(e -> uses.merge(e, 1, Integer::sum)));
        for (Clause clause : clauses) {
            Equality rarest = Equality.allOf(clause.pattern()).stream()
                    .min(Comparator.comparing((Equality e) -> uses.getOrDefault(e, 0))
                            .thenComparing(Equality::part)
                            .thenComparing(Equality::name))
                    .orElse(null);
            if (rarest == null) {
                rest.add(clause);
            } else if (rarest.part() == Part.LABEL) {
                labels.file(rarest, clause);
            } else {
                byPart.computeIfAbsent(rarest.part(), part -> new Cabinet(part, new HashMap<>()))
                        .file(rarest, clause);
            }
        }
        byPart.values().forEach(Cabinet::close);
        labels.close();
        cabinets = List.copyOf(byPart.values());
    }

    /** Clauses that are filed under one part of a signal. */
    private record Cabinet(Part part, Map<String, List<Clause>> drawers) {
        void file(Equality equality, Clause clause) {
            drawers.computeIfAbsent(equality.value(), value -> new ArrayList<>())
                    .add(clause);
        }

        /** Short drawers, as most are, become one object each. */
        void close() {
            drawers.replaceAll((value, drawer) -> List.copyOf(drawer));
        }

        @Nullable
        List<Clause> drawer(SignalSummary signal, TargetRef target) {
            String value =
                    switch (part) {
                        case SERVICE -> target.service();
                        case INSTANCE -> target.instance();
                        case NAME -> signal.getName();
                        case GROUP -> target.group();
                        case SEVERITY -> signal.getSeverity();
                        case LABEL -> null;
                    };
            return value == null ? null : drawers.get(value);
        }
    }

    /** Clauses whose every condition but {@code where} holds. */
    List<Clause> concerning(SignalSummary signal, TargetRef target) {
        List<Clause> concerned = rest.isEmpty() ? List.of() : more(List.of(), rest, signal, target);
        for (int i = 0; i < cabinets.size(); i++) {
            List<Clause> drawer = cabinets.get(i).drawer(signal, target);
            if (drawer != null) {
                concerned = more(concerned, drawer, signal, target);
            }
        }
        if (!labels.isEmpty()) {
            for (List<Clause> drawer : labels.drawers(signal)) {
                concerned = more(concerned, drawer, signal, target);
            }
        }
        return concerned;
    }

    private static List<Clause> more(List<Clause> some, List<Clause> drawer, SignalSummary signal, TargetRef target) {
        List<Clause> concerned = some;
        for (int i = 0; i < drawer.size(); i++) {
            Clause clause = drawer.get(i);
            if (clause.concerns(signal, target)) {
                concerned = concerned.isEmpty() ? new ArrayList<>(4) : concerned;
                concerned.add(clause);
            }
        }
        return concerned;
    }

    /** All that a signal is compared with. */
    List<List<Clause>> drawers(SignalSummary signal, TargetRef target) {
        return Stream.of(
                        Stream.of(rest),
                        cabinets.stream().map(cabinet -> cabinet.drawer(signal, target)),
                        labels.drawers(signal).stream())
                .flatMap(drawers -> drawers)
                .filter(drawer -> drawer != null && !drawer.isEmpty())
                .toList();
    }
}
