package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.Policy.Repeat;
import io.recoverymesh.common.policy.SignalPattern.Source;
import java.time.Duration;
import java.util.Comparator;

/** Times of one policy that do not fit each other. */
final class TimingLint {
    private final JsonNode document;
    private final Policy policy;
    private final Problems problems;

    private TimingLint(JsonNode document, Policy policy, Problems problems) {
        this.document = document;
        this.policy = policy;
        this.problems = problems;
    }

    static void run(JsonNode document, Policy policy, Problems problems) {
        TimingLint lint = new TimingLint(document, policy, problems);
        if (!policy.on().stream().allMatch(Trigger::isChained)) {
            lint.cooldownOfSteps();
        }
        lint.cooldownOfLookBack();
        lint.verification();
        lint.repeat();
        lint.approval();
        lint.objective();
    }

    private void cooldownOfSteps() {
        Duration steps = PlanTime.ofActions(policy.steps());
        Duration cooldown = policy.guard().cooldown();
        if (cooldown.compareTo(steps) < 0) {
            problems.warning(
                    "/spec/guard/cooldown",
                    "cooldown is " + Durations.format(cooldown) + ", shorter than the steps may take ("
                            + Durations.format(steps)
                            + " by their timeouts): a target that fails again is recovered almost without pause",
                    "Make cooldown at least " + Durations.format(steps) + ", or the timeouts shorter");
        }
    }

    /** What counts signals still sees those from before the recovery. */
    private void cooldownOfLookBack() {
        Duration cooldown = policy.guard().cooldown();
        for (int i = 0; i < policy.on().size(); i++) {
            Trigger trigger = policy.on().get(i);
            Duration lookBack = lookBack(trigger);
            if (cooldown.compareTo(lookBack) < 0) {
                problems.warning(
                        place(i, lookBack.equals(trigger.holdFor()) ? "holdFor" : "within"),
                        "This trigger looks back " + Durations.format(lookBack) + ", longer than the cooldown of "
                                + Durations.format(cooldown)
                                + ": signals from before a recovery may count for the next one",
                        "Make guard.cooldown at least " + Durations.format(lookBack) + ", or this shorter");
            }
        }
    }

    /** An alert goes on firing for as long as it looks back, also when its cause is gone. */
    private void verification() {
        Duration within = policy.verify().within();
        Duration stableFor = policy.verify().stableFor();
        Duration lookBack = policy.on().stream()
                .map(TimingLint::lookBack)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration needed = stableFor.plus(lookBack);
        if (!lookBack.isZero() && within.compareTo(needed) < 0) {
            problems.warning(
                    "/spec/verify/within",
                    "verify.within is " + Durations.format(within) + ", shorter than stableFor ("
                            + Durations.format(stableFor) + ") and the look-back of the alert ("
                            + Durations.format(lookBack)
                            + ") together: a recovery that helped is called INEFFECTIVE while its alert still fires",
                    "Make verify.within at least " + Durations.format(needed));
        }
    }

    /** The plan begins again only when its verification was waited for in vain. */
    private void repeat() {
        Repeat repeat = policy.repeat();
        if (repeat == null || repeat.within() == null) {
            return;
        }
        long iterations =
                1 + repeat.within().toMillis() / policy.verify().within().toMillis();
        if (iterations < repeat.max()) {
            problems.warning(
                    "/spec/repeat/within",
                    "repeat.within is " + Durations.format(repeat.within()) + ", and each iteration is verified for "
                            + Durations.format(policy.verify().within()) + ": "
                            + (iterations == 1
                                    ? "no second iteration can begin"
                                    : "at most " + iterations + " of " + repeat.max() + " iterations can begin"),
                    "Make repeat.within longer, or verify.within shorter");
        }
    }

    private void approval() {
        Duration timeout = policy.approval().timeout();
        Duration age = policy.guard().maxEventAge();
        if (policy.mode() == Policy.Mode.APPROVE && timeout.compareTo(age) > 0) {
            problems.warning(
                    "/spec/approve/timeout",
                    "approve.timeout is " + Durations.format(timeout) + ", but the request is too old after "
                            + Durations.format(age) + " (guard.maxEventAge): a later approval is in vain",
                    "Make guard.maxEventAge at least " + Durations.format(timeout) + ", or the timeout shorter");
        }
    }

    /** From the first unhealthy signal to verified healthy. */
    private void objective() {
        Duration hold = policy.on().stream()
                .map(Trigger::holdFor)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration least = hold.plus(policy.verify().stableFor());
        Duration rto = policy.rto();
        if (rto != null && rto.compareTo(least) < 0) {
            problems.warning(
                    "/spec/objective/rto",
                    "The objective of " + Durations.format(rto) + " can never be met: holdFor ("
                            + Durations.format(hold) + ") and verify.stableFor ("
                            + Durations.format(policy.verify().stableFor()) + ") alone take longer",
                    "Make the objective at least " + Durations.format(least) + ", or those shorter");
        }
    }

    /** How far the signals that it counts may lie back; those of probes are of now. */
    private static Duration lookBack(Trigger trigger) {
        Duration counted = trigger.count() > 1 ? trigger.within() : Duration.ZERO;
        boolean alerts = trigger.patterns().stream()
                .anyMatch(pattern -> pattern.source() == Source.ALERT || pattern.source() == Source.ANOMALY);
        return alerts ? longer(counted, trigger.holdFor()) : Duration.ZERO;
    }

    private String place(int number, String field) {
        String pointer = "/spec/on/" + number;
        JsonNode entry = document.at(pointer);
        return pointer + (entry.has(field) ? "" : "/" + entry.fieldNames().next()) + "/" + field;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
