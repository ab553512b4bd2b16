package io.recoverymesh.correlation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, over several times; milliseconds. A percentile is the smallest value that at least that share
 * does not exceed (nearest rank). All but the count are null where there is none.
 */
public record Times(
        int count,
        @Nullable Long p50Ms,
        @Nullable Long p95Ms,
        @Nullable Long maxMs) {
    static Times of(List<Long> values) {
        if (values.isEmpty()) {
            return new Times(0, null, null, null);
        }
        List<Long> sorted = values.stream().sorted().toList();
        return new Times(sorted.size(), rank(sorted, 50), rank(sorted, 95), sorted.getLast());
    }

    private static Long rank(List<Long> sorted, int percent) {
        return sorted.get((int) (((long) sorted.size() * percent + 99) / 100) - 1);
    }
}
