package io.recoverymesh.trigger.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was lately said about signals that were passed over: the same is said once a minute, however many there are.
 *
 * @param at when, by a hash of what was said
 */
public record Told(Map<Long, Instant> at) {
    static final Told NOTHING = new Told(Map.of());
    static final Duration AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int MAX = 32;

    public Told {
        at = at.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(at));
    }

    boolean has(long what, Instant now) {
        Instant before = at.get(what);
        return before != null && before.plus(AGAIN_AFTER).isAfter(now);
    }

    /** With one more; what may be said again is forgotten, and of very many the oldest. */
    Told plus(long what, Instant now) {
        Map<Long, Instant> more = new TreeMap<>(at);
        more.values().removeIf(before -> !before.plus(AGAIN_AFTER).isAfter(now));
        more.put(what, now);
        if (more.size() > MAX) {
            more.remove(Collections.min(more.entrySet(), Map.Entry.comparingByValue())
                    .getKey());
        }
        return new Told(more);
    }
}
