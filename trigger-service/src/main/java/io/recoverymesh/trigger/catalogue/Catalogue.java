package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.policy.Conditions;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.policy.Trigger;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.signal.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All policies and services at one moment; immutable, replaced as a whole. */
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(List.of(), List.of());

    private final Map<Trigger.Source, ClauseIndex> indexes = new EnumMap<>(Trigger.Source.class);
    private final Map<String, List<Clause>> clauses = new HashMap<>();
    private final Map<String, ServiceDocument> services = new HashMap<>();

    private Catalogue(Collection<Clause> all, Collection<ServiceDocument> documents) {
        Map<Trigger.Source, List<Clause>> bySource = new EnumMap<>(Trigger.Source.class);
        all.stream()
                .sorted(Comparator.comparing((Clause c) -> c.policy().name()).thenComparing(Clause::index))
                .forEach(clause -> {
                    bySource.computeIfAbsent(clause.trigger().source(), s -> new ArrayList<>())
                            .add(clause);
                    clauses.computeIfAbsent(clause.policy().name(), p -> new ArrayList<>())
                            .add(clause);
                });
        bySource.forEach((source, some) -> indexes.put(source, new ClauseIndex(some)));
        documents.forEach(service -> services.put(service.name(), service));
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
            Condition where = trigger.where() == null ? null : Conditions.compile(trigger.where());
            clauses.add(new Clause(entry, i, trigger, where));
        }
        return clauses;
    }

    /** Clauses that a signal may fulfil: everything but {@code where} holds. */
    public List<Clause> concerning(Signal signal) {
        return concerning(signal.summary(), signal.target());
    }

    /** Clauses that may be fulfilled: everything but {@code where} holds. */
    public List<Clause> concerning(SignalSummary signal, TargetRef target) {
        Trigger.Source source =
                switch (signal.getKind()) {
                    case HEALTH -> Trigger.Source.HEALTH;
                    case ANOMALY -> Trigger.Source.ANOMALY;
                    case ALERT -> Trigger.Source.ALERT;
                    case RECOVERY -> Trigger.Source.RECOVERY;
                    case OPERATOR -> null;
                };
        ClauseIndex index = source == null ? null : indexes.get(source);
        return index == null ? List.of() : index.concerning(signal, target);
    }

    /** A clause by policy and index as it is now; null where it is no longer declared. */
    public @Nullable Clause clause(String policy, int index) {
        List<Clause> some = clauses.getOrDefault(policy, List.of());
        return index < some.size() ? some.get(index) : null;
    }

    /** The signal in the group that its service declares, where the sender named none. */
    public Signal placed(Signal signal) {
        if (services.isEmpty() || !signal.target().group().equals(TargetRef.DEFAULT_GROUP)) {
            return signal;
        }
        ServiceDocument service = services.get(signal.target().service());
        return service == null || service.group().equals(TargetRef.DEFAULT_GROUP) ? signal : signal.in(service.group());
    }

    public Collection<ServiceDocument> services() {
        return List.copyOf(services.values());
    }

    /** How many policies there are. */
    public int policies() {
        return clauses.size();
    }
}
