package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.common.secret.SecretNames;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.OperatorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a person is asked to approve: this plan, this visit, and what follows with the arguments known now. */
final class Approvals {
    private static final int LONGEST = 400;
    private static final int MOST = 20;

    private Approvals() {}

    static ApprovalRequested request(Progress progress, StepRun run, Step.Work.Approve approve) {
        List<String> follows = follows(progress, run);
        return ApprovalRequested.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt() + 1)
                .setRoles(approve.roles())
                .setBinding(binding(progress, run, follows))
                .setFollows(shown(follows))
                .setUntil(progress.now().plus(approve.timeout()))
                .build();
    }

    /** The same question once more, for what follows as it stands now; its time goes on. */
    static ApprovalRequested renew(Progress progress, StepRun run) {
        Step.Work.Approve approve =
                (Step.Work.Approve) progress.graph().step(run.id()).work();
        return ApprovalRequested.newBuilder(request(progress, run, approve))
                .setUntil(Objects.requireNonNull(run.deadline()))
                .build();
    }

    /** Whether who acts has one of the roles; none asked for: everybody has. */
    static boolean mayAnswer(List<String> roles, OperatorAction action) {
        return roles.isEmpty() || action.getRoles().stream().anyMatch(roles::contains);
    }

    static String notOneOf(List<String> roles, OperatorAction action) {
        String has = action.getRoles().isEmpty() ? "none" : String.join(", ", action.getRoles());
        return "Expected the role " + String.join(" or ", roles) + ", but " + action.getBy() + " has " + has;
    }

    /** Hash of all that is approved, as it stands now. */
    static String binding(Progress progress, StepRun run) {
        return binding(progress, run, follows(progress, run));
    }

    private static String binding(Progress progress, StepRun run, List<String> follows) {
        Recovery recovery = progress.recovery();
        return EventIds.of(
                "approval",
                recovery.id(),
                recovery.policyVersion(),
                run.id(),
                Integer.toString(recovery.iteration()),
                Integer.toString(run.visiting()),
                String.join("\n", follows));
    }

    private static List<String> follows(Progress progress, StepRun run) {
        List<String> follows = new ArrayList<>();
        for (String id : progress.graph().from(run.id())) {
            Step step = progress.graph().step(id);
            if (step.work() instanceof Step.Work.Run work) {
                String arguments = Templates.shown(work.call().arguments(), progress.recovery(), progress.run(id));
                follows.add(id + ": " + work.call().handler() + "/"
                        + work.call().action() + " " + SecretNames.redactJson(arguments));
            }
        }
        return follows;
    }

    private static List<String> shown(List<String> follows) {
        return follows.stream()
                .limit(MOST)
                .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…")
                .toList();
    }
}
