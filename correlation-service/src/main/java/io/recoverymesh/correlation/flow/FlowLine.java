package io.recoverymesh.correlation.flow;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a flow.
 *
 * @param kind health, trigger, verdict, recovery, step, verification, breaker, storm, operator or escalation
 * @param text one sentence
 * @param attempt 0 where there is none
 * @param until what it waits for, until when
 * @param eventId the first event that it stands for
 * @param causationId the event that caused that one
 * @param count how many equal ones it stands for
 * @param lastAt when the last of them was; null for a single one
 * @param fact name of the record that it tells, such as StepDispatched; null where an older version wrote the line
 * @param state what became, in one word: a verdict, an outcome, a health; null where there is none
 */
public record FlowLine(
        Instant at,
        String kind,
        String target,
        String text,
        @Nullable String policy,
        @Nullable String recoveryId,
        @Nullable String step,
        int attempt,
        @Nullable Instant until,
        String eventId,
        @Nullable String causationId,
        int count,
        @Nullable Instant lastAt,
        @Nullable String fact,
        @Nullable String state) {

    private static final Pattern ID = Pattern.compile("\\b(?:[a-z]-)?[0-9a-f]{16,64}\\b");

    /** Whether it says the same of the same, ids and times of other events apart. */
    boolean saysTheSameAs(FlowLine other) {
        return kind.equals(other.kind)
                && target.equals(other.target)
                && attempt == other.attempt
                && Objects.equals(policy, other.policy)
                && Objects.equals(step, other.step)
                && (text.equals(other.text) || withoutIds(text).equals(withoutIds(other.text)));
    }

    /** This line, standing for a later equal one too. */
    FlowLine and(FlowLine later) {
        return new FlowLine(
                at,
                kind,
                target,
                later.text,
                policy,
                later.recoveryId,
                step,
                attempt,
                later.until,
                eventId,
                causationId,
                count + 1,
                later.at,
                later.fact,
                later.state);
    }

    private static String withoutIds(String text) {
        return ID.matcher(text).replaceAll("#");
    }
}
