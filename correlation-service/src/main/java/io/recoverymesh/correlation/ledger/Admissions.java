package io.recoverymesh.correlation.ledger;

import io.recoverymesh.common.policy.GuardSettings.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When recoveries of one scope were admitted: a true sliding log, no buckets.
 *
 * @param times ascending; the newest {@value #KEPT_AT_LEAST}, and what wider limits need
 * @param count of the widest limit that was ever asked about; policies share the log, each with limits of its own
 * @param window of the longest limit that was ever asked about
 */
public record Admissions(List<Instant> times, int count, Duration window) {
    public static final Admissions NONE = new Admissions(List.of(), 0, Duration.ZERO);
    private static final int KEPT_AT_LEAST = 64;

    public Admissions {
        times = List.copyOf(times);
    }

    /** With one more; keeps enough for these limits and for those of earlier calls. */
    public Admissions plus(Instant at, List<Limit> limits) {
        int widest = count;
        Duration longest = window;
        for (Limit limit : limits) {
            widest = Math.max(widest, limit.count());
            longest = limit.window().compareTo(longest) > 0 ? limit.window() : longest;
        }
        List<Instant> next = new ArrayList<>(times);
        next.add(at);
        Collections.sort(next);
        Instant from = at.minus(longest);
        int surplus = next.size() - KEPT_AT_LEAST;
        int tooMany = next.size() - Math.max(KEPT_AT_LEAST, widest);
        int drop = 0;
        while (drop < surplus && (drop < tooMany || !next.get(drop).isAfter(from))) {
            drop++;
        }
        return new Admissions(next.subList(drop, next.size()), widest, longest);
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
