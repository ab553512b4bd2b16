package io.recoverymesh.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an operator must know now, on one screen: what waits for a person first, then what runs, what is broken, what is held back. */
public final class Top {
    private static final String APPROVAL = "AWAITING_APPROVAL";

    private final JsonNode now;
    private final Screen screen;
    private final List<String> lines = new ArrayList<>();

    private Top(JsonNode now, Screen screen) {
        this.now = now;
        this.screen = screen;
    }

    /** @param now as /api/v1/now answers it */
    public static List<String> lines(JsonNode now, Screen screen) {
        Top top = new Top(now, screen);
        top.head();
        top.asked();
        top.running();
        top.broken();
        top.heldBack();
        return top.lines;
    }

    private void head() {
        JsonNode counts = now.path("counts");
        int unhealthy = counts.path("unhealthy").asInt();
        lines.add(screen.bold(screen.times().clockTime(now.path("at"))) + "  "
                + screen.tinted(unhealthy == 0 ? "UP" : "DOWN") + "  " + unhealthy + " of "
                + counts.path("targets").asInt() + " targets unhealthy, "
                + counts.path("recovering").asInt() + " in recovery");
        if (now.path("meshPaused").isTextual()) {
            lines.add(screen.bold("Automatic recovery is PAUSED for the whole mesh") + " by "
                    + now.path("meshPaused").asText() + "; './mesh resume' ends that");
        }
        for (JsonNode group : now.path("groups")) {
            if (group.path("storm").isObject()) {
                lines.add("Storm in " + group.path("group").asText() + ": "
                        + group.path("unhealthy").asInt() + " of "
                        + group.path("known").asInt() + " are unhealthy or in recovery; nothing new begins there");
            }
            if (group.path("paused").isObject()) {
                lines.add("Group " + group.path("group").asText() + " is paused by "
                        + group.path("paused").path("by").asText() + ": "
                        + group.path("paused").path("comment").asText());
            }
        }
        for (JsonNode part : now.path("missing")) {
            lines.add("Not shown: " + part.asText());
        }
    }

    private void asked() {
        Table table = new Table("TARGET", "POLICY", "ASKED", "UNTIL", "BECAUSE", "ANSWER WITH");
        for (JsonNode waiting : now.path("waiting")) {
            if (waiting.path("verdict").asText().equals(APPROVAL)) {
                table.row(
                        target(waiting),
                        waiting.path("policy").asText(),
                        screen.times().ago(waiting.path("since")),
                        screen.times().until(waiting.path("until")),
                        waiting.path("because").asText(""),
                        "./mesh approve " + waiting.path("requestId").asText());
            }
        }
        for (JsonNode recovery : now.path("recoveries")) {
            for (JsonNode step : recovery.path("steps")) {
                if (step.path("phase").asText().equals("AWAITING")
                        && !step.path("awaited").isTextual()) {
                    table.row(
                            target(recovery),
                            recovery.path("policy").asText(),
                            screen.times().ago(step.path("dispatchedAt")),
                            screen.times().until(step.path("deadline")),
                            "step " + step.path("id").asText() + " of its plan",
                            "./mesh approve " + recovery.path("id").asText() + " --step "
                                    + step.path("id").asText());
                }
            }
        }
        section("Waits for a person", table);
    }

    private void running() {
        Table table = new Table("TARGET", "POLICY", "FOR", "STEPS", "RECOVERY");
        for (JsonNode recovery : now.path("recoveries")) {
            table.row(
                    target(recovery),
                    recovery.path("policy").asText(),
                    screen.times().ago(recovery.path("startedAt")),
                    steps(recovery),
                    recovery.path("id").asText());
        }
        section("Running", table);
    }

    private static String steps(JsonNode recovery) {
        List<String> steps = new ArrayList<>();
        for (JsonNode step : recovery.path("steps")) {
            int attempt = step.path("attempt").asInt();
            steps.add(step.path("id").asText() + " "
                    + step.path("phase").asText().toLowerCase(Locale.ROOT) + (attempt > 1 ? " x" + attempt : ""));
        }
        if (recovery.path("phase").asText().equals("VERIFYING")) {
            steps.add("verifying");
        }
        return String.join(", ", steps);
    }

    private void broken() {
        Table table = new Table("HEALTH", "TARGET", "SINCE", "FAILURES", "FLOW");
        for (JsonNode target : now.path("targets")) {
            String health = target.path("health").asText();
            if (health.equals("DOWN") || health.equals("DEGRADED")) {
                table.row(
                        screen.tinted(health),
                        target(target),
                        screen.times().ago(target.path("since")),
                        target.path("failures").asText("0"),
                        text(target, "flowId"));
            }
        }
        section("Broken", table);
    }

    private void heldBack() {
        Table table = new Table("STATE", "WHAT", "UNTIL", "WHY");
        for (JsonNode waiting : now.path("waiting")) {
            if (!waiting.path("verdict").asText().equals(APPROVAL)) {
                table.row(
                        screen.tinted(waiting.path("verdict").asText()),
                        waiting.path("policy").asText() + " on " + target(waiting),
                        screen.times().until(waiting.path("until")),
                        "guard " + waiting.path("guard").asText());
            }
        }
        for (JsonNode target : now.path("targets")) {
            if (isBlocked(target)) {
                table.row(
                        screen.tinted("BLOCKED"),
                        target(target),
                        screen.times().until(target.path("blockedUntil")),
                        text(target, "blockReason"));
            }
        }
        for (JsonNode target : now.path("targets")) {
            if (target.path("untold").isTextual()) {
                table.row(screen.tinted("UNTOLD"), target(target), "", text(target, "untold"));
            }
        }
        for (JsonNode breaker : now.path("breakers")) {
            table.row(
                    screen.tinted(breaker.path("state").asText()),
                    "breaker of " + breaker.path("policy").asText() + " on "
                            + breaker.path("group").asText() + "/"
                            + breaker.path("service").asText(),
                    screen.times().until(breaker.path("until")),
                    text(breaker, "reason"));
        }
        for (JsonNode service : now.path("pausedServices")) {
            table.row(
                    "PAUSED",
                    service.path("group").asText() + "/"
                            + service.path("service").asText(),
                    "",
                    service.path("paused").path("by").asText() + ": "
                            + service.path("paused").path("comment").asText());
        }
        for (JsonNode silence : now.path("silences")) {
            table.row(
                    "SILENCED",
                    silence.path("group").asText()
                            + (silence.path("scope").asText().equals("group")
                                    ? ""
                                    : "/" + silence.path("target").asText()),
                    screen.times().until(silence.path("until")),
                    silence.path("by").asText() + ": " + silence.path("comment").asText());
        }
        section("Held back", table);
    }

    /** A block ends with its time. */
    private boolean isBlocked(JsonNode target) {
        String until = target.path("blockedUntil").asText("");
        return !until.isEmpty()
                && Instant.parse(until).isAfter(Instant.parse(now.path("at").asText()));
    }

    private void section(String title, Table table) {
        if (!table.isEmpty()) {
            lines.add("");
            lines.add(screen.bold(title));
            lines.addAll(table.lines(screen));
        }
    }

    private static String target(JsonNode row) {
        return row.path("group").asText() + "/" + row.path("target").asText();
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).isTextual() ? row.path(field).asText() : "";
    }
}
