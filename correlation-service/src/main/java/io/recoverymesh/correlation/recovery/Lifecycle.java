package io.recoverymesh.correlation.recovery;

import static io.recoverymesh.correlation.recovery.StepPhase.AWAITING;
import static io.recoverymesh.correlation.recovery.StepPhase.CANCELLED;
import static io.recoverymesh.correlation.recovery.StepPhase.DISPATCHED;
import static io.recoverymesh.correlation.recovery.StepPhase.FAILED;
import static io.recoverymesh.correlation.recovery.StepPhase.LOST;
import static io.recoverymesh.correlation.recovery.StepPhase.PENDING;
import static io.recoverymesh.correlation.recovery.StepPhase.PROBING;
import static io.recoverymesh.correlation.recovery.StepPhase.RUNNING;
import static io.recoverymesh.correlation.recovery.StepPhase.SKIPPED;
import static io.recoverymesh.correlation.recovery.StepPhase.SUCCEEDED;
import static io.recoverymesh.correlation.recovery.StepPhase.WAITING;

import io.recoverymesh.schemas.ApprovalRequested;
import io.recoverymesh.schemas.CompensationStarted;
import io.recoverymesh.schemas.HealthAwaited;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepSkipped;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.StepsReset;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.util.List;

/** The legal moves as data; a move that is not listed is a bug, not an outcome. */
public final class Lifecycle {
    /** One legal move: in this phase, this fact leads to that phase. */
    public record Move<P extends Enum<P>>(P from, Class<?> fact, P to) {}

    /** Of a recovery. */
    public static final List<Move<Phase>> RECOVERY = List.of(
            move(Phase.RUNNING, StepsReset.class, Phase.RUNNING),
            move(Phase.RUNNING, VerificationStarted.class, Phase.VERIFYING),
            move(Phase.RUNNING, CompensationStarted.class, Phase.COMPENSATING),
            move(Phase.RUNNING, RecoveryEnded.class, Phase.ENDED),
            move(Phase.VERIFYING, VerificationObserved.class, Phase.VERIFYING),
            move(Phase.VERIFYING, IterationStarted.class, Phase.RUNNING),
            move(Phase.VERIFYING, StepsReset.class, Phase.RUNNING),
            move(Phase.VERIFYING, RecoveryEnded.class, Phase.ENDED),
            move(Phase.COMPENSATING, RecoveryEnded.class, Phase.ENDED));

    /** Of a step. */
    public static final List<Move<StepPhase>> STEP = List.of(
            move(PENDING, StepDispatched.class, DISPATCHED),
            move(PENDING, HealthAwaited.class, AWAITING),
            move(PENDING, ApprovalRequested.class, AWAITING),
            move(PENDING, StepSkipped.class, SKIPPED),
            move(PENDING, StepFailed.class, FAILED),
            move(PENDING, StepCancelled.class, CANCELLED),
            move(DISPATCHED, StepStarted.class, RUNNING),
            move(DISPATCHED, StepSucceeded.class, SUCCEEDED),
            move(DISPATCHED, StepAttemptFailed.class, WAITING),
            move(DISPATCHED, StepProbed.class, PROBING),
            move(DISPATCHED, StepSkipped.class, SKIPPED),
            move(DISPATCHED, StepFailed.class, FAILED),
            move(DISPATCHED, StepLost.class, LOST),
            move(DISPATCHED, StepCancelled.class, CANCELLED),
            move(RUNNING, StepProgressed.class, RUNNING),
            move(RUNNING, StepSucceeded.class, SUCCEEDED),
            move(RUNNING, StepAttemptFailed.class, WAITING),
            move(RUNNING, StepProbed.class, PROBING),
            move(RUNNING, StepSkipped.class, SKIPPED),
            move(RUNNING, StepFailed.class, FAILED),
            move(RUNNING, StepLost.class, LOST),
            move(RUNNING, StepCancelled.class, CANCELLED),
            move(PROBING, StepSucceeded.class, SUCCEEDED),
            move(PROBING, StepAttemptFailed.class, WAITING),
            move(PROBING, StepSkipped.class, SKIPPED),
            move(PROBING, StepFailed.class, FAILED),
            move(PROBING, StepLost.class, LOST),
            move(PROBING, StepCancelled.class, CANCELLED),
            move(WAITING, StepDispatched.class, DISPATCHED),
            move(WAITING, StepSkipped.class, SKIPPED),
            move(WAITING, StepFailed.class, FAILED),
            move(WAITING, StepCancelled.class, CANCELLED),
            move(AWAITING, ApprovalRequested.class, AWAITING),
            move(AWAITING, StepSucceeded.class, SUCCEEDED),
            move(AWAITING, StepSkipped.class, SKIPPED),
            move(AWAITING, StepFailed.class, FAILED),
            move(AWAITING, StepCancelled.class, CANCELLED),
            move(SUCCEEDED, StepsReset.class, PENDING),
            move(SUCCEEDED, IterationStarted.class, PENDING),
            move(SKIPPED, StepsReset.class, PENDING),
            move(SKIPPED, IterationStarted.class, PENDING),
            move(FAILED, StepsReset.class, PENDING),
            move(FAILED, IterationStarted.class, PENDING));

    private Lifecycle() {}

    /** @throws IllegalMoveException when the table does not list it */
    static <P extends Enum<P>> P next(List<Move<P>> table, P from, Object fact) {
        for (Move<P> move : table) {
            if (move.from() == from && move.fact() == fact.getClass()) {
                return move.to();
            }
        }
        throw new IllegalMoveException("Expected a fact that is legal in " + from + ", but got "
                + fact.getClass().getSimpleName() + ": " + fact);
    }

    private static <P extends Enum<P>> Move<P> move(P from, Class<?> fact, P to) {
        return new Move<>(from, fact, to);
    }
}
