package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Conditions;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.policy.Trigger.Shape;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All policies and services at one moment; immutable, replaced as a whole. */
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(List.of(), List.of());

    private final Map<Source, ClauseIndex> troubles;
    private final Map<Source, ClauseIndex> heartbeats;
    private final Map<String, List<Clause>> clauses = new HashMap<>();
    private final Map<String, ServiceDocument> services = new HashMap<>();
    private final List<Expectation> expected = new ArrayList<>();
    private final Map<TargetRef, List<Expectation>> expectedOf = new HashMap<>();

    private Catalogue(Collection<Clause> all, Collection<ServiceDocument> documents) {
        List<Clause> sorted = all.stream()
                .sorted(Comparator.comparing((Clause c) -> c.policy().name())
                        .thenComparing(Clause::index)
                        .thenComparing(Clause::part))
                .toList();
        sorted.forEach(clause -> clauses.computeIfAbsent(clause.policy().name(), p -> new ArrayList<>())
                .add(clause));
        troubles = indexes(sorted, false);
        heartbeats = indexes(sorted, true);
        documents.forEach(service -> services.put(service.name(), service));
        for (Clause clause : sorted) {
            clause.trigger().expected().forEach(target -> expected.add(new Expectation(placed(target), clause)));
        }
        expected.forEach(expectation -> expectedOf
                .computeIfAbsent(expectation.target(), t -> new ArrayList<>())
                .add(expectation));
    }

    private static Map<Source, ClauseIndex> indexes(List<Clause> sorted, boolean ofHeartbeats) {
        Map<Source, List<Clause>> bySource = new EnumMap<>(Source.class);
        for (Clause clause : sorted) {
            if ((clause.trigger().shape() == Shape.ABSENT) == ofHeartbeats) {
                bySource.computeIfAbsent(clause.pattern().source(), s -> new ArrayList<>())
                        .add(clause);
            }
        }
        Map<Source, ClauseIndex> indexes = new EnumMap<>(Source.class);
        bySource.forEach((source, some) -> indexes.put(source, new ClauseIndex(some)));
        return indexes;
    }

    /** @throws IllegalArgumentException when a {@code where} does not compile */
    public static Catalogue of(Collection<PolicyEntry> policies, Collection<ServiceDocument> services) {
        List<Clause> clauses = new ArrayList<>();
        policies.forEach(entry -> clauses.addAll(clausesOf(entry)));
        return new Catalogue(clauses, services);
    }

    /** Of clauses that are compiled already. */
    public static Catalogue ofCompiled(Collection<Clause> clauses, Collection<ServiceDocument> services) {
        return new Catalogue(clauses, services);
    }

    /** @throws IllegalArgumentException when a {@code where} does not compile */
    public static List<Clause> clausesOf(PolicyEntry entry) {
        List<Clause> clauses = new ArrayList<>();
        Policy policy = entry.policy();
        for (int i = 0; i < policy.on().size(); i++) {
            Trigger trigger = policy.on().get(i);
            for (int part = 0; part < trigger.patterns().size(); part++) {
                SignalPattern pattern = trigger.patterns().get(part);
                Condition where =
                        pattern.where() == null ? null : Conditions.compile(pattern.where(), pattern.source());
                clauses.add(new Clause(entry, i, part, where));
            }
        }
        return clauses;
    }

    /** Clauses that a signal may fulfil: everything but {@code where} holds. */
    public List<Clause> concerning(Signal signal) {
        return concerning(signal.summary(), signal.target());
    }

    /** Clauses that may be fulfilled: everything but {@code where} holds. */
    public List<Clause> concerning(SignalSummary signal, TargetRef target) {
        ClauseIndex index = indexOf(troubles, signal);
        return index == null ? List.of() : index.concerning(signal, target);
    }

    /** Clauses that wait for the absence of such a signal, {@code where} aside. */
    public List<Clause> heartbeats(Signal signal) {
        ClauseIndex index = indexOf(heartbeats, signal.summary());
        return index == null ? List.of() : index.concerning(signal.summary(), signal.target());
    }

    /** All that the index compares a signal with. */
    public List<Clause> candidates(Signal signal) {
        List<Clause> candidates = new ArrayList<>();
        for (Map<Source, ClauseIndex> indexes : List.of(troubles, heartbeats)) {
            ClauseIndex index = indexOf(indexes, signal.summary());
            if (index != null) {
                index.drawers(signal.summary(), signal.target()).forEach(candidates::addAll);
            }
        }
        return candidates;
    }

    private static @Nullable ClauseIndex indexOf(Map<Source, ClauseIndex> indexes, SignalSummary signal) {
        return switch (signal.getKind()) {
            case HEALTH -> indexes.get(Source.HEALTH);
            case ANOMALY -> indexes.get(Source.ANOMALY);
            case ALERT -> indexes.get(Source.ALERT);
            case RECOVERY -> indexes.get(Source.RECOVERY);
            case OPERATOR -> null;
        };
    }

    /** All clauses of a policy; none where it is not declared. */
    public List<Clause> clauses(String policy) {
        return List.copyOf(clauses.getOrDefault(policy, List.of()));
    }

    /** The clauses of a trigger by policy and index as it is now; empty where it is no longer declared. */
    public List<Clause> clauses(String policy, int index) {
        return clauses.getOrDefault(policy, List.of()).stream()
                .filter(clause -> clause.index() == index)
                .toList();
    }

    /** A policy by its name; null where none of this name is declared. */
    public @Nullable PolicyEntry policy(String name) {
        List<Clause> found = clauses.get(name);
        return found == null ? null : found.getFirst().entry();
    }

    /** The signal in the group that its service declares, where the sender named none. */
    public Signal placed(Signal signal) {
        if (services.isEmpty() || !signal.target().group().equals(TargetRef.DEFAULT_GROUP)) {
            return signal;
        }
        ServiceDocument service = services.get(signal.target().service());
        return service == null || service.group().equals(TargetRef.DEFAULT_GROUP) ? signal : signal.in(service.group());
    }

    private TargetRef placed(TargetRef target) {
        ServiceDocument service =
                target.group().equals(TargetRef.DEFAULT_GROUP) ? services.get(target.service()) : null;
        return service == null ? target : new TargetRef(service.group(), target.service(), target.instance());
    }

    /** Targets that are waited for by name, where signals about them are placed. */
    public List<Expectation> expected() {
        return Collections.unmodifiableList(expected);
    }

    /** Those of them that wait for this target. */
    public List<Expectation> expectedOf(TargetRef target) {
        return Collections.unmodifiableList(expectedOf.getOrDefault(target, List.of()));
    }

    public Collection<ServiceDocument> services() {
        return List.copyOf(services.values());
    }

    /** How many policies there are. */
    public int policies() {
        return clauses.size();
    }
}
