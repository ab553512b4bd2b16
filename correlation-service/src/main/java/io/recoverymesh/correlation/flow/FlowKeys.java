package io.recoverymesh.correlation.flow;

import java.time.Instant;

/** Keys of the tables of a {@link FlowBook}. */
public final class FlowKeys {
    private static final long LAST_MILLI = 999_999_999_999_999L;
    private static final long LAST_SECOND = 99_999_999_999L;

    private FlowKeys() {}

    /** Of one line. */
    public static String line(String flowId, int number) {
        return flowId + "|" + padded(number, 8);
    }

    /** First key of the lines of a flow. */
    public static String firstLine(String flowId) {
        return flowId + "|";
    }

    /** First key after the lines of a flow. */
    public static String afterLines(String flowId) {
        return flowId + "}";
    }

    /** Of the index by change; to the second, so that a busy flow does not move with each event. */
    public static String recent(Instant changedAt, String flowId) {
        return recentFrom(changedAt) + "|" + flowId;
    }

    /** First key of those that changed then or before. */
    public static String recentFrom(Instant changedAt) {
        return padded(LAST_SECOND - changedAt.getEpochSecond(), 11);
    }

    /** Of the index by target. */
    public static String byTarget(String group, String target, Instant startedAt, String flowId) {
        return firstOfTarget(group, target) + padded(LAST_MILLI - startedAt.toEpochMilli(), 15) + "|" + flowId;
    }

    /** First key of a target, for every table whose keys begin with group/target|. */
    public static String firstOfTarget(String group, String target) {
        return group + "/" + target + "|";
    }

    /** First key after those of a target. */
    public static String afterTarget(String group, String target) {
        return group + "/" + target + "}";
    }

    /** Of a verdict. */
    public static String verdict(Instant at, String requestId) {
        return verdictFrom(at) + "|" + requestId;
    }

    /** First key of those that were given then or before. */
    public static String verdictFrom(Instant at) {
        return padded(LAST_MILLI - at.toEpochMilli(), 15);
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(Math.max(0, number));
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
