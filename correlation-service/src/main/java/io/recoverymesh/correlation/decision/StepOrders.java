package io.recoverymesh.correlation.decision;

import io.recoverymesh.common.policy.Step;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.OperatorAction;
import io.recoverymesh.schemas.OperatorActionKind;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What operators ask of one step of a running recovery: to approve or reject it, to try it again, to skip it. */
final class StepOrders {
    private final Coordinator coordinator;

    StepOrders(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    Decision act(OperatorAction action, Ledger ledger, Instant now) {
        String id = String.valueOf(action.getRecoveryId());
        Recovery recovery = ledger.recoveries().get(id);
        if (recovery == null || recovery.isEnded()) {
            String state =
                    recovery == null ? "there is none of this id in this group" : "it ended " + recovery.outcome();
            String flow = recovery == null ? "" : recovery.flowId();
            return Operators.refuse(action, now, flow, "Expected a running recovery " + id + ", but " + state);
        }
        StepRun run = recovery.step(String.valueOf(action.getStep())).orElse(null);
        if (run == null) {
            List<String> steps = recovery.steps().stream().map(StepRun::id).toList();
            String problem = "Expected a step of " + id + " (" + String.join(", ", steps) + "), but got '"
                    + action.getStep() + "'";
            return Operators.refuse(action, now, recovery.flowId(), problem);
        }
        Progress progress = coordinator.progress(recovery, action.getId(), ledger, now);
        progress.draft().answering(action);
        return switch (action.getKind()) {
            case APPROVE, REJECT -> answer(progress, run, action);
            case RETRY_STEP -> retry(progress, run, action);
            case SKIP_STEP -> skip(progress, run, action);
            case ACKNOWLEDGE,
                    CANCEL,
                    PAUSE,
                    RESUME,
                    RESET_BREAKER,
                    FORCE_OPEN_BREAKER,
                    DISABLE_BREAKER,
                    SILENCE,
                    UNSILENCE ->
                throw new IllegalStateException("Expected an order about a step, but got " + action.getKind());
        };
    }

    private Decision answer(Progress progress, StepRun run, OperatorAction action) {
        String problem = unanswerable(progress, run, action);
        if (problem != null) {
            return refused(progress, run, action, problem);
        }
        boolean approves = action.getKind() == OperatorActionKind.APPROVE;
        if (approves && !Approvals.binding(progress, run).equals(run.binding())) {
            refused(
                    progress,
                    run,
                    action,
                    "Expected what follows to be as it was shown, but its arguments changed since");
            progress.step(run.id(), Approvals.renew(progress, run));
            return Decision.of(progress.draft());
        }
        accepted(progress, run, action, (approves ? "approved" : "rejected") + ", what was shown as " + run.binding());
        progress.step(run.id(), approves ? approved(progress, run, action) : rejected(run, action));
        coordinator.ended(progress, run.id());
        return Decision.of(progress.draft());
    }

    /** Why this answer does not count; null where it does. */
    private static @Nullable String unanswerable(Progress progress, StepRun run, OperatorAction action) {
        Instant until = run.deadline();
        if (run.phase() != StepPhase.AWAITING
                || until == null
                || !(progress.graph().step(run.step()).work() instanceof Step.Work.Approve approve)) {
            return "Expected step " + run.id() + " to await approval, but it is " + run.phase();
        }
        if (!progress.now().isBefore(until)) {
            return "Expected an answer until " + until + ", but it is " + progress.now();
        }
        boolean approves = action.getKind() == OperatorActionKind.APPROVE;
        if (approves && action.getBy().equals(progress.recovery().requestedBy())) {
            return "Expected the approval of somebody else, but " + action.getBy() + " asked for this recovery";
        }
        if (!Approvals.mayAnswer(approve.roles(), action)) {
            return Approvals.notOneOf(approve.roles(), action);
        }
        String shown = action.getBinding();
        return shown != null && !shown.equals(run.binding())
                ? "Expected an answer to " + run.binding() + ", but this one is about " + shown
                        + ": the plan or its arguments are not what was shown"
                : null;
    }

    private Decision retry(Progress progress, StepRun run, OperatorAction action) {
        boolean skipped = run.phase() == StepPhase.SKIPPED && !run.unreached();
        boolean again = !run.isUndo() && (run.phase() == StepPhase.FAILED || skipped);
        boolean atOnce = run.phase() == StepPhase.WAITING;
        boolean open = progress.recovery().phase() != Phase.COMPENSATING || run.isUndo();
        if (!open || !(again || atOnce)) {
            String expected = "Expected a step that failed, was skipped, or waits for its next attempt, but " + run.id()
                    + (run.unreached() ? " was not reached" : " is " + run.phase()) + " and the recovery is "
                    + progress.recovery().phase();
            return refused(progress, run, action, expected);
        }
        accepted(progress, run, action, "step " + run.id() + " is tried again");
        if (atOnce) {
            coordinator.retry(progress, run);
        } else {
            coordinator.again(progress, run.id(), behind(progress, run), "asked for by " + action.getBy());
        }
        return Decision.of(progress.draft());
    }

    /** The step, and what lies behind it and was never reached. */
    private static List<String> behind(Progress progress, StepRun run) {
        List<String> steps = new ArrayList<>();
        for (String id : progress.graph().from(run.id())) {
            StepRun other = progress.run(id);
            if (id.equals(run.id()) || (other.phase() == StepPhase.SKIPPED && other.unreached())) {
                steps.add(id);
            }
        }
        return steps;
    }

    private Decision skip(Progress progress, StepRun run, OperatorAction action) {
        boolean asks = !run.isUndo() && progress.graph().step(run.id()).work() instanceof Step.Work.Approve;
        if (run.phase().isTerminal() || asks) {
            String state = asks ? "it asks for an approval: approve or reject it" : "it is " + run.phase();
            return refused(
                    progress, run, action, "Expected a step that may be skipped, but " + run.id() + ": " + state);
        }
        accepted(progress, run, action, "step " + run.id() + " is skipped");
        String reason = "skipped by " + action.getBy() + ": " + action.getComment();
        coordinator.cancel(progress, run, reason);
        coordinator.skip(progress, run.id(), true, reason);
        coordinator.ended(progress, run.id());
        return Decision.of(progress.draft());
    }

    private static StepSucceeded approved(Progress progress, StepRun run, OperatorAction action) {
        Instant asked = run.dispatchedAt();
        return StepSucceeded.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setOutput("{\"approvedBy\":" + Notices.quoted(action.getBy()) + ",\"comment\":"
                        + Notices.quoted(action.getComment()) + "}")
                .setDurationMs(
                        asked == null
                                ? 0
                                : Duration.between(asked, progress.now()).toMillis())
                .build();
    }

    private static StepFailed rejected(StepRun run, OperatorAction action) {
        return StepFailed.newBuilder()
                .setStep(run.id())
                .setAttempt(run.attempt())
                .setKind(FailureKind.REJECTED)
                .setError("rejected by " + action.getBy() + ": " + action.getComment())
                .build();
    }

    private static void accepted(Progress progress, StepRun run, OperatorAction action, String reason) {
        progress.draft().fact(Operators.acted(action, subject(progress, run), true, reason));
    }

    private static Decision refused(Progress progress, StepRun run, OperatorAction action, String reason) {
        progress.draft().fact(Operators.acted(action, subject(progress, run), false, reason));
        return Decision.of(progress.draft());
    }

    private static String subject(Progress progress, StepRun run) {
        return "step " + run.id() + " of " + progress.recovery().id();
    }
}
