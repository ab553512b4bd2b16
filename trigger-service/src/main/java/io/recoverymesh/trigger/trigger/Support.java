package io.recoverymesh.trigger.trigger;

import java.util.Comparator;
import java.util.Set;

/**
 * Something that is wrong and keeps a condition up.
 *
 * @param part number of the pattern where each of several must match, else 0
 * @param cause as {@link io.recoverymesh.trigger.signal.Signal#cause} names it
 */
public record Support(int part, String cause) implements Comparable<Support> {
    /** How many are remembered for one condition. */
    static final int MAX = 20;

    private static final Comparator<Support> ORDER =
            Comparator.comparingInt(Support::part).thenComparing(Support::cause);

    /** Whether news of its cause takes it away: those parts still match. */
    boolean endsWith(String news, Set<Integer> stillMatching) {
        return cause.equals(news) && !stillMatching.contains(part);
    }

    @Override
    public int compareTo(Support other) {
        return ORDER.compare(this, other);
    }
}
