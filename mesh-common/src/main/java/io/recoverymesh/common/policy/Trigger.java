package io.recoverymesh.common.policy;

import io.recoverymesh.common.target.TargetRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a policy's {@code on} list: which signals count, and when they are enough.
 *
 * @param shape how its patterns belong together
 * @param patterns one for a trigger on one kind of signal, and for {@link Shape#ABSENT}
 * @param holdFor how long the condition must last, or the silence; zero acts at once
 * @param count how many matching signals are needed within {@code within}; 1 acts on the first
 * @param within sliding window of {@code count}, or how close together all of them must come; zero: any
 * @param warn told before it acts; null where nobody is warned
 * @param expected targets that are missed by {@link Shape#ABSENT} also when they were never heard of
 */
public record Trigger(
        Shape shape,
        List<SignalPattern> patterns,
        Duration holdFor,
        int count,
        Duration within,
        @Nullable Warning warn,
        List<TargetRef> expected) {

    public Trigger {
        patterns = List.copyOf(patterns);
        expected = List.copyOf(expected);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("Expected a trigger with a pattern, but it has none");
        }
    }

    /** How the patterns of a trigger belong together. */
    public enum Shape {
        /** A signal that matches any of them. */
        ANY,
        /** Signals that match each of them. */
        ALL,
        /** No signal that matches, for so long. */
        ABSENT
    }

    /** Said before it acts: after so long, to whom. */
    public record Warning(Duration after, String whom) {}

    /** On one kind of signal, as most are. */
    public static Trigger on(SignalPattern pattern, Duration holdFor, int count, Duration within) {
        return new Trigger(Shape.ANY, List.of(pattern), holdFor, count, within, null, List.of());
    }

    /** Whether it acts on the end of other recoveries, which have neither duration nor number. */
    public boolean isChained() {
        return patterns.getFirst().source() == SignalPattern.Source.RECOVERY;
    }
}
