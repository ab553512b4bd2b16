package io.recoverymesh.trigger.signal;

import io.recoverymesh.schemas.SignalSummary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How large the parts of a signal may be; beyond it a signal is refused, so that what is kept of it stays small. */
public final class SignalLimits {
    /** Bytes of one payload. */
    public static final int MAX_BODY = 1024 * 1024;

    /** Levels of objects and arrays in it. */
    public static final int MAX_DEPTH = 50;

    /** Characters of a text that identifies something. */
    public static final int MAX_NAME = 256;

    static final int MAX_LABELS = 256;
    private static final int KEPT_LABELS = 32;
    private static final int KEPT_VALUE = 256;
    private static final int KEPT_REASON = 500;

    private SignalLimits() {}

    /** What decisions keep of a summary: at most 32 labels of 256 characters and a reason of 500. */
    public static SignalSummary kept(SignalSummary summary) {
        if (isSmall(summary)) {
            return summary;
        }
        Map<String, String> labels = new TreeMap<>();
        new TreeMap<>(summary.getLabels())
                .entrySet().stream()
                        .limit(KEPT_LABELS)
                        .forEach(e -> labels.put(cut(e.getKey(), KEPT_VALUE), cut(e.getValue(), KEPT_VALUE)));
        String reason = summary.getReason();
        return SignalSummary.newBuilder(summary)
                .setLabels(labels)
                .setReason(reason == null ? null : cut(reason, KEPT_REASON))
                .build();
    }

    static void check(String id, String source, String name, @Nullable String severity, Map<String, String> labels) {
        checkName("id", id);
        checkName("source", source);
        checkName("name", name);
        if (severity != null && severity.length() > MAX_NAME) {
            checkName("severity", severity);
        }
        if (labels.size() > MAX_LABELS) {
            throw new InvalidSignalException(
                    "/labels",
                    "Expected at most " + MAX_LABELS + " labels, but got " + labels.size(),
                    "Send only labels that policies match");
        }
    }

    static void checkName(String field, String value) {
        if (value.isEmpty() || value.length() > MAX_NAME) {
            throw new InvalidSignalException(
                    "/" + field,
                    "Expected " + field + " of 1 to " + MAX_NAME + " characters, but got " + value.length(),
                    "Shorten it, or fill it in");
        }
    }

    private static boolean isSmall(SignalSummary summary) {
        String reason = summary.getReason();
        if (summary.getLabels().size() > KEPT_LABELS || (reason != null && reason.length() > KEPT_REASON)) {
            return false;
        }
        for (Map.Entry<String, String> label : summary.getLabels().entrySet()) {
            if (label.getKey().length() > KEPT_VALUE || label.getValue().length() > KEPT_VALUE) {
                return false;
            }
        }
        return true;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
