package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.SignalPattern.Source;
import io.recoverymesh.common.policy.Trigger.Shape;
import java.time.Duration;

/** Doubts about a trigger that is valid: each says what will happen. */
final class TriggerLint {
    private static final int MOST_COUNTED = 200;
    private static final Duration ANOMALY_LASTS = Duration.ofMinutes(5);
    private static final Duration REPORTS_EVERY = Duration.ofSeconds(30);

    private TriggerLint() {}

    /** @param entry as written */
    static void run(String pointer, JsonNode entry, Trigger trigger, Problems problems) {
        String head = entry.properties().iterator().next().getKey();
        String timing = TriggerForm.HEADS.indexOf(head) < 4 ? pointer + "/" + head : pointer;
        boolean everything = trigger.shape() == Shape.ALL
                ? trigger.patterns().stream().allMatch(SignalPattern::namesNothing)
                : trigger.patterns().stream().anyMatch(SignalPattern::namesNothing);
        if (everything) {
            problems.warning(
                    pointer,
                    "This trigger names no service, no labels and no condition: it matches every target",
                    "Name a service, a group or labels");
        }
        if (trigger.isChained()) {
            chained(timing, trigger, problems);
            return;
        }
        if (trigger.count() > MOST_COUNTED) {
            problems.warning(
                    timing + "/count",
                    "At most " + MOST_COUNTED + " signals are remembered for one target: it acts after as many",
                    "Make count at most " + MOST_COUNTED);
        }
        switch (trigger.shape()) {
            case ANY, ALL -> lasting(timing, entry.path(head), trigger, problems);
            case ABSENT -> silence(pointer, trigger, problems);
        }
    }

    private static void chained(String timing, Trigger trigger, Problems problems) {
        String field = !trigger.holdFor().isZero()
                ? "holdFor"
                : trigger.count() > 1 ? "count" : trigger.warn() != null ? "warn" : null;
        if (field != null) {
            problems.warning(
                    timing + "/" + field,
                    field + " has no meaning here: a recovery ends once, and this acts on it at once",
                    "Remove it; to wait after another recovery, let the first step wait");
        }
    }

    private static void lasting(String timing, JsonNode body, Trigger trigger, Problems problems) {
        for (SignalPattern pattern : trigger.patterns()) {
            if (pattern.source() == Source.HEALTH
                    && pattern.states().stream().anyMatch(s -> s.equals("UP") || s.equals("UNKNOWN"))) {
                problems.warning(
                        timing,
                        "Only DOWN and DEGRADED trigger anything: status UP or UNKNOWN is never acted on",
                        "Remove it; silence is triggered on by 'absent: {health: {...}}, for: 2m'");
            }
        }
        boolean onlyAnomalies = trigger.patterns().stream().allMatch(p -> p.source() == Source.ANOMALY);
        if (onlyAnomalies && trigger.holdFor().compareTo(ANOMALY_LASTS) > 0) {
            problems.warning(
                    timing + "/holdFor",
                    "An anomaly is over when it was not repeated for " + Durations.format(ANOMALY_LASTS)
                            + ": this holds only while the detector repeats it more often than that",
                    "Make sure that it does, or make holdFor shorter");
        }
        boolean defaultHold = trigger.patterns().size() == 1
                && trigger.patterns().getFirst().source() == Source.HEALTH
                && !body.isArray()
                && !body.has("holdFor");
        if (trigger.count() > 1 && defaultHold) {
            problems.warning(
                    timing + "/count",
                    "holdFor is left at " + Durations.format(trigger.holdFor()) + ": after " + trigger.count()
                            + " reports within " + Durations.format(trigger.within())
                            + " the target must stay that way for as long before it acts",
                    "Write 'holdFor: 0s' to act on the last of them, or 'holdFor: "
                            + Durations.format(trigger.holdFor()) + "' to mean it");
        }
    }

    private static void silence(String pointer, Trigger trigger, Problems problems) {
        if (trigger.holdFor().compareTo(REPORTS_EVERY) <= 0) {
            problems.warning(
                    pointer + "/for",
                    "A silence of " + Durations.format(trigger.holdFor())
                            + " is short: probes of the mesh report on change and every "
                            + Durations.format(REPORTS_EVERY),
                    "Make it some times longer than the pause between two signals");
        }
    }
}
