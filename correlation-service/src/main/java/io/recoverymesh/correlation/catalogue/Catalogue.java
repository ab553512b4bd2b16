package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.common.policy.SignalPattern;
import io.recoverymesh.common.target.TargetRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All policies and services at one moment; immutable, replaced as a whole. */
public final class Catalogue {
    public static final Catalogue EMPTY = new Catalogue(List.of());

    private final TreeMap<String, Declared> byKey = new TreeMap<>();

    private Catalogue(Collection<Declared> all) {
        all.forEach(declared -> byKey.put(declared.key(), declared));
    }

    public static Catalogue of(Collection<Declared> all) {
        return new Catalogue(all);
    }

    /** By kind and name. */
    public List<Declared> all() {
        return List.copyOf(byKey.values());
    }

    /** Names of one kind, {@link Declared#RECOVERY} or {@link Declared#SERVICE}. */
    public List<String> names(String kind) {
        return byKey.values().stream()
                .filter(declared -> declared.kind().equals(kind))
                .map(Declared::name)
                .toList();
    }

    public Optional<Declared> find(String kind, String name) {
        return Optional.ofNullable(byKey.get(Declared.key(kind, name)));
    }

    /** A policy by name, with its document. */
    public Optional<Declared> policy(String name) {
        return find(Declared.RECOVERY, name);
    }

    /** Policies that some signal about this target might trigger: nothing in their clauses names another one. */
    public List<Declared> actingOn(TargetRef target) {
        return byKey.values().stream()
                .filter(declared -> declared.document() instanceof Document.RecoveryPolicy recovery
                        && couldActOn(recovery.policy(), target))
                .toList();
    }

    private static boolean couldActOn(Policy policy, TargetRef target) {
        return policy.on().stream()
                .flatMap(trigger -> trigger.patterns().stream())
                .anyMatch(pattern -> couldMatch(pattern, target));
    }

    private static boolean couldMatch(SignalPattern pattern, TargetRef target) {
        return allows(pattern.group(), target.group())
                && allows(pattern.service(), target.service())
                && (target.instance() == null || allows(pattern.instance(), target.instance()));
    }

    private static boolean allows(@Nullable String wanted, String actual) {
        return wanted == null || wanted.equals(actual);
    }
}
