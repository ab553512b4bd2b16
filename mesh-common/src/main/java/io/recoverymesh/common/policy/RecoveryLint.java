package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Doubts about a policy that is valid: each says what will happen. */
final class RecoveryLint {
    private RecoveryLint() {}

    static void run(JsonNode document, Policy policy, Problems problems) {
        if (!document.path("spec").has("mode")) {
            problems.warning(
                    "/spec/mode",
                    "mode is left at observe: this policy will only record what it would have done",
                    "Write 'mode: auto' to act, 'mode: approve' to be asked, or 'mode: observe' to mean it");
        }
        for (int i = 0; i < policy.on().size(); i++) {
            String pointer = "/spec/on/" + i;
            TriggerLint.run(pointer, document.at(pointer), policy.on().get(i), problems);
        }
        cooldown(policy, problems);
        breaker(policy, problems);
    }

    private static void cooldown(Policy policy, Problems problems) {
        Duration steps = policy.steps().stream().map(Step::timeout).reduce(Duration.ZERO, Duration::plus);
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

    private static void breaker(Policy policy, Problems problems) {
        GuardSettings.Breaker breaker = policy.guard().breaker();
        if (!breaker.enabled()) {
            return;
        }
        for (GuardSettings.Limit limit : policy.guard().serviceLimits()) {
            if (limit.count() < breaker.minimum()) {
                problems.warning(
                        "/spec/guard/breaker/minimum",
                        "The service limit " + limit + " admits fewer recoveries than the " + breaker.minimum()
                                + " outcomes that the breaker needs: it cannot open within "
                                + Durations.format(limit.window()),
                        "Make breaker.minimum at most " + limit.count() + ", or the limit larger");
            }
        }
    }
}
