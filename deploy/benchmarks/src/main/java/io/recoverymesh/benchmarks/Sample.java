package io.recoverymesh.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Measured values in the order of their size. */
final class Sample {
    private final double[] sorted;

    private Sample(double[] sorted) {
        this.sorted = sorted;
    }

    static Sample of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Sample(sorted);
    }

    int count() {
        return sorted.length;
    }

    /** The smallest value that {@code percent} of all do not exceed (nearest rank); NaN where there is none. */
    double percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "Expected a percentile above 0 and up to 100, but got %s", percent));
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted.length == 0 ? Double.NaN : sorted[rank - 1];
    }

    double median() {
        return percentile(50);
    }
}
