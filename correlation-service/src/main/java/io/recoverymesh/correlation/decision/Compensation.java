package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.Recovery;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.correlation.recovery.StepRun;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes back what a failed plan did: in reverse order of completion, one at a time. */
final class Compensation {
    private final Dispatch dispatch;

    Compensation(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** Begins; false when nothing is there to be taken back. */
    boolean begin(Progress progress, String reason) {
        List<String> undoable = progress.recovery().steps().stream()
                .filter(run -> run.order() > 0 && progress.graph().hasUndo(run.id()))
                .sorted(Comparator.comparingInt(StepRun::order).reversed())
                .map(StepRun::id)
                .toList();
        if (undoable.isEmpty()) {
            return false;
        }
        progress.fact(CompensationStarted.newBuilder()
                .setSteps(undoable)
                .setReason(reason)
                .build());
        next(progress);
        return true;
    }

    /** The next one; in the end the outcome. One that fails does not keep the others from being taken back. */
    void next(Progress progress) {
        for (StepRun run : progress.recovery().steps()) {
            if (run.isUndo() && !run.phase().isTerminal()) {
                String problem = run.phase() == StepPhase.PENDING ? dispatch.send(progress, run) : null;
                if (problem == null) {
                    return;
                }
                progress.step(run.id(), Coordinator.refused(run, problem));
            }
        }
        end(progress);
    }

    private static void end(Progress progress) {
        Recovery recovery = progress.recovery();
        List<StepRun> undone = recovery.steps().stream().filter(StepRun::isUndo).toList();
        boolean whole = undone.stream().allMatch(run -> run.phase() == StepPhase.SUCCEEDED);
        String failure = String.valueOf(recovery.failure());
        if (whole) {
            String steps = String.join(", ", undone.stream().map(StepRun::step).toList());
            Endings.end(progress, Outcome.COMPENSATED, failure + "; taken back: " + steps);
        } else {
            Endings.end(progress, Outcome.FAILED, failure + "; not everything could be taken back: " + left(recovery));
        }
    }

    /** What an order to cancel leaves behind, while things are being taken back; else nothing to say. */
    static String leftBy(Recovery recovery) {
        return recovery.phase() == Phase.COMPENSATING ? "; not everything could be taken back: " + left(recovery) : "";
    }

    /** What is left in which state, for the person who has to mend it. */
    private static String left(Recovery recovery) {
        List<String> parts = new ArrayList<>();
        for (StepRun run : recovery.steps()) {
            if (!run.isUndo()) {
                parts.add(run.id() + " " + state(recovery, run));
            }
        }
        return String.join(", ", parts);
    }

    private static String state(Recovery recovery, StepRun run) {
        StepPhase undo =
                recovery.step(StepRun.undoOf(run.id())).map(StepRun::phase).orElse(null);
        if (undo != null) {
            return switch (undo) {
                case SUCCEEDED -> "undone";
                case LOST -> "done, and it is not known whether it was undone";
                case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING, SKIPPED, FAILED, CANCELLED ->
                    "done, NOT undone";
            };
        }
        if (run.order() > 0) {
            return "done, has no undo";
        }
        return switch (run.phase()) {
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
            case CANCELLED -> run.tries() > 0 ? "cancelled while it ran" : "never begun";
            case LOST -> "lost";
            case SUCCEEDED -> "done";
            case PENDING, DISPATCHED, RUNNING, PROBING, WAITING, AWAITING -> "not begun";
        };
    }
}
