package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.Policy.Escalation;
import io.recoverymesh.common.policy.Policy.Mode;
import io.recoverymesh.common.policy.Policy.OnFailure;
import io.recoverymesh.common.policy.Step.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Parts of a policy that have no effect, or another one than they seem to have. */
final class PlanLint {
    private final JsonNode document;
    private final Policy policy;
    private final Problems problems;

    private PlanLint(JsonNode document, Policy policy, Problems problems) {
        this.document = document;
        this.policy = policy;
        this.problems = problems;
    }

    static void run(JsonNode document, Policy policy, Problems problems) {
        PlanLint lint = new PlanLint(document, policy, problems);
        lint.undo();
        lint.approvals();
        lint.escalation();
    }

    private void undo() {
        boolean compensates = policy.onFailure() == OnFailure.COMPENSATE;
        boolean hasUndo = false;
        for (int i = 0; i < policy.steps().size(); i++) {
            if (policy.steps().get(i).work() instanceof Work.Run run && run.undo() != null) {
                hasUndo = true;
                if (!compensates) {
                    problems.warning(
                            "/spec/steps/" + i + "/undo",
                            "This undo never runs: spec.onFailure is "
                                    + policy.onFailure().name().toLowerCase(Locale.ROOT)
                                    + ", and only compensate takes anything back",
                            "Write 'onFailure: compensate' in spec, or remove undo");
                }
            }
        }
        if (compensates && !hasUndo) {
            problems.warning(
                    "/spec/onFailure",
                    "onFailure is compensate, but no step has an undo: there is nothing that it could take back",
                    "Add 'undo: {run: …}' to the steps whose effect is to be taken back, or write halt");
        }
    }

    private void approvals() {
        for (int i = 0; i < policy.steps().size(); i++) {
            Step step = policy.steps().get(i);
            if (step.work() instanceof Work.Approve approve) {
                if (approve.roles().isEmpty()) {
                    problems.warning(
                            "/spec/steps/" + i + "/approve",
                            "This approval names no roles: anybody who reaches the API may give it, but for who asked"
                                    + " for the recovery",
                            "Name who may decide, for instance 'roles: [operator]'");
                }
                if (step.onFailure() == OnFailure.CONTINUE) {
                    problems.warning(
                            "/spec/steps/" + i + "/onFailure",
                            "onFailure is continue on an approval: the plan goes on after a person's no, too",
                            "Remove onFailure, or lead the no elsewhere with 'on: {rejected: …}'");
                }
            }
        }
        if (policy.mode() != Mode.APPROVE && document.at("/spec/approve").isObject()) {
            problems.warning(
                    "/spec/approve",
                    "Nobody is asked before this policy runs: approve has an effect with mode approve only",
                    "Write 'mode: approve', or remove approve; a step may ask in the middle of the plan");
        }
    }

    private void escalation() {
        List<Escalation> rungs = policy.escalate();
        Set<Escalation> seen = new HashSet<>();
        for (int i = 0; i < rungs.size(); i++) {
            if (!seen.add(rungs.get(i))) {
                problems.warning(
                        "/spec/escalate/" + i,
                        "'" + Shown.shortened(rungs.get(i).whom()) + "' is told twice at the same time",
                        "Remove one of the two rungs");
            }
        }
        if (!rungs.isEmpty()
                && policy.mode() == Mode.OBSERVE
                && document.at("/spec/mode").isTextual()) {
            problems.warning(
                    "/spec/escalate",
                    "Nobody is ever told: with mode observe no recovery begins that could escalate",
                    "Write 'mode: auto' or 'mode: approve' once it is to act");
        }
    }
}
