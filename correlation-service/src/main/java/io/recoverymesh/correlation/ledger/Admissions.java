package io.recoverymesh.correlation.ledger;

import io.recoverymesh.common.policy.GuardSettings.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When recoveries of one scope were admitted: a true sliding log, no buckets.
 *
 * @param times ascending; only as many as the widest limit needs
 */
public record Admissions(List<Instant> times) {
    public static final Admissions NONE = new Admissions(List.of());
    private static final int KEPT_AT_LEAST = 64;

    public Admissions {
        times = List.copyOf(times);
    }

    /** With one more; keeps the newest, enough for every limit given. */
    public Admissions plus(Instant at, List<Limit> limits) {
        int widest = limits.stream().mapToInt(Limit::count).max().orElse(0);
        int kept = Math.max(KEPT_AT_LEAST, widest);
        List<Instant> next =
                new ArrayList<>(times.size() >= kept ? times.subList(times.size() - kept + 1, times.size()) : times);
        next.add(at);
        return new Admissions(next);
    }

    /** How many lie in the window that ends now: {@code (now - window, now]}. */
    public int within(Limit limit, Instant now) {
        Instant from = now.minus(limit.window());
        return (int) times.stream().filter(t -> t.isAfter(from)).count();
    }

    /** When the limit admits one more; null when it does now. */
    public @Nullable Instant fullUntil(Limit limit, Instant now) {
        if (within(limit, now) < limit.count()) {
            return null;
        }
        return times.get(times.size() - limit.count()).plus(limit.window());
    }
}
