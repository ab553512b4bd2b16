package io.recoverymesh.correlation.breaker;

import java.util.ArrayList;
import java.util.List;

/**
 * How the last recoveries ended.
 *
 * @param failed oldest first; true for a failure
 */
public record Outcomes(List<Boolean> failed) {
    public static final Outcomes NONE = new Outcomes(List.of());

    public Outcomes {
        failed = List.copyOf(failed);
    }

    /** With one more; keeps the last {@code window}. */
    public Outcomes plus(boolean failure, int window) {
        List<Boolean> next = new ArrayList<>(failed);
        next.add(failure);
        return new Outcomes(next.subList(Math.max(0, next.size() - window), next.size()));
    }

    public int failures() {
        return (int) failed.stream().filter(f -> f).count();
    }

    /** Whether there are enough outcomes, and too large a share of them failures. */
    public boolean trips(int minimum, int failurePercent) {
        return failed.size() >= minimum && failures() * 100 >= failurePercent * failed.size();
    }
}
