package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;

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
        TimingLint.run(document, policy, problems);
        LimitLint.run(document, policy, problems);
        IdentityLint.run(document, problems);
        PlanLint.run(document, policy, problems);
        BranchLint.run(policy, problems);
    }
}
