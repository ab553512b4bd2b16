package io.recoverymesh.handler.protocol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this instance remembers of accepted commands: the newest fence per handler and target, the attempts taken. Bounded;
 * the oldest is forgotten first. A second line only: the coordinator's own record decides.
 */
public final class Ledger {
    public static final int DEFAULT_LIMIT = 20_000;

    private final Map<String, Long> fences;
    private final Map<AttemptKey, Boolean> attempts;

    /** @param limit targets and attempts remembered, each */
    public Ledger(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("Expected to remember at least 1 attempt, but got " + limit);
        }
        fences = bounded(limit);
        attempts = bounded(limit);
    }

    /** Newest fence seen; null where none was. */
    @Nullable
    Long fence(String handlerAndTarget) {
        return fences.get(handlerAndTarget);
    }

    boolean knows(AttemptKey attempt) {
        return attempts.containsKey(attempt);
    }

    void record(Map<String, Long> newerFences, Collection<AttemptKey> taken) {
        newerFences.forEach((target, fence) -> fences.merge(target, fence, Math::max));
        taken.forEach(attempt -> attempts.put(attempt, true));
    }

    private static <K, V> Map<K, V> bounded(int limit) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }
}
