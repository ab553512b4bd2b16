package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What must hold between the conditions on one signal, and whether its {@code where} compiles for that kind of signal. */
final class PatternCheck {
    private PatternCheck() {}

    /** @param head kind of signal, as written */
    static void run(String pointer, String head, JsonNode pattern, Problems problems) {
        JsonNode alertname = pattern.at("/labels/alertname");
        if (head.equals("alert")
                && pattern.path("name").isTextual()
                && alertname.isTextual()
                && !alertname.equals(pattern.path("name"))) {
            problems.error(
                    pointer + "/labels/alertname",
                    "Expected the label alertname to equal name (" + Shown.of(pattern.path("name")) + "), but got "
                            + Shown.of(alertname),
                    "Remove one of the two: they mean the same");
        }
        if (pattern.has("severity") && pattern.has("minSeverity")) {
            problems.error(
                    pointer + "/minSeverity",
                    "Expected severity or minSeverity, but got both",
                    "Keep severity for exactly that word, minSeverity for that and worse");
        }
        if (pattern.path("where").isTextual() && isKind(head)) {
            where(pointer + "/where", head, pattern.path("where").asText(), problems);
        }
    }

    private static boolean isKind(String head) {
        return head.equals("health") || head.equals("alert") || head.equals("anomaly") || head.equals("recovery");
    }

    private static void where(String pointer, String head, String where, Problems problems) {
        SignalPattern.Source source = SignalPattern.Source.valueOf(head.toUpperCase(Locale.ROOT));
        try {
            Conditions.compile(where, source);
        } catch (ConditionException e) {
            problems.error(
                    pointer,
                    e.getMessage() == null ? "It does not compile" : e.getMessage(),
                    e.mend(ConditionTypes.fieldsOf(source)));
        }
    }
}
