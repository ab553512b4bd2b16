package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;

/** What must hold between the fields of one trigger, and whether its condition compiles. */
final class TriggerCheck {
    private static final String FIELDS = "signal has kind, name, state, severity, score (a number), source, reason,"
            + " labels; target has group, service, instance, name";

    private TriggerCheck() {}

    static void run(String pointer, JsonNode trigger, Problems problems) {
        boolean counts = trigger.path("count").asInt(1) > 1;
        if (counts && !trigger.has("within")) {
            problems.error(
                    pointer + "/count",
                    "Expected within beside count, but there is only count: "
                            + trigger.path("count").asText(),
                    "Add the window, for instance 'within: 1m'");
        }
        if (!counts && trigger.has("within")) {
            problems.error(
                    pointer + "/within",
                    "Expected count (2 or more) beside within, but there is none",
                    "Add how many signals are needed, for instance 'count: 3', or remove within");
        }
        JsonNode alertname = trigger.at("/labels/alertname");
        if (pointer.endsWith("/alert")
                && trigger.path("name").isTextual()
                && alertname.isTextual()
                && !alertname.equals(trigger.path("name"))) {
            problems.error(
                    pointer + "/labels/alertname",
                    "Expected the label alertname to equal name (" + Shown.of(trigger.path("name")) + "), but got "
                            + Shown.of(alertname),
                    "Remove one of the two: they mean the same");
        }
        if (trigger.path("where").isTextual()) {
            where(pointer + "/where", trigger.path("where").asText(), problems);
        }
    }

    private static void where(String pointer, String where, Problems problems) {
        try {
            Conditions.compile(where);
        } catch (ConditionException e) {
            problems.error(pointer, e.getMessage() == null ? "It does not compile" : e.getMessage(), FIELDS);
        }
    }
}
