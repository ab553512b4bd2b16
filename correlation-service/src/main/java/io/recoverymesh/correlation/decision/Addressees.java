package io.recoverymesh.correlation.decision;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell where a policy names nobody: a channel per group, and one for all others.
 *
 * @param groups channel by group
 * @param others null: nobody
 */
public record Addressees(
        Map<String, String> groups, @Nullable String others) {
    public static final Addressees NOBODY = new Addressees(Map.of(), null);

    public Addressees {
        groups = Map.copyOf(groups);
    }

    /** Whom a policy names first, otherwise the group's, otherwise everybody's; null: nobody. */
    @Nullable
    String of(List<String> named, String group) {
        return named.isEmpty() ? groups.getOrDefault(group, others) : named.getFirst();
    }
}
