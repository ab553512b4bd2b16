package io.recoverymesh.correlation.recovery;

import io.recoverymesh.schemas.RecoveryEnded;
import io.recoverymesh.schemas.StepAttemptFailed;
import io.recoverymesh.schemas.StepCancelled;
import io.recoverymesh.schemas.StepDispatched;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepLost;
import io.recoverymesh.schemas.StepProbed;
import io.recoverymesh.schemas.StepProgressed;
import io.recoverymesh.schemas.StepStarted;
import io.recoverymesh.schemas.StepSucceeded;
import io.recoverymesh.schemas.VerificationObserved;
import io.recoverymesh.schemas.VerificationStarted;
import java.util.List;

/** The legal moves as data; a move that is not listed is a bug, not an outcome. */
public final class Lifecycle {
    /** One legal move: in this phase, this fact leads to that phase. */
    public record Move<P extends Enum<P>>(P from, Class<?> fact, P to) {}

    /** Of a recovery. */
    public static final List<Move<Phase>> RECOVERY = List.of(
            new Move<>(Phase.RUNNING, VerificationStarted.class, Phase.VERIFYING),
            new Move<>(Phase.RUNNING, RecoveryEnded.class, Phase.ENDED),
            new Move<>(Phase.VERIFYING, VerificationObserved.class, Phase.VERIFYING),
            new Move<>(Phase.VERIFYING, RecoveryEnded.class, Phase.ENDED));

    /** Of a step. */
    public static final List<Move<StepPhase>> STEP = List.of(
            new Move<>(StepPhase.PENDING, StepDispatched.class, StepPhase.DISPATCHED),
            new Move<>(StepPhase.PENDING, StepFailed.class, StepPhase.FAILED),
            new Move<>(StepPhase.PENDING, StepCancelled.class, StepPhase.CANCELLED),
            new Move<>(StepPhase.DISPATCHED, StepStarted.class, StepPhase.RUNNING),
            new Move<>(StepPhase.DISPATCHED, StepSucceeded.class, StepPhase.SUCCEEDED),
            new Move<>(StepPhase.DISPATCHED, StepAttemptFailed.class, StepPhase.WAITING),
            new Move<>(StepPhase.DISPATCHED, StepFailed.class, StepPhase.FAILED),
            new Move<>(StepPhase.DISPATCHED, StepLost.class, StepPhase.LOST),
            new Move<>(StepPhase.DISPATCHED, StepCancelled.class, StepPhase.CANCELLED),
            new Move<>(StepPhase.DISPATCHED, StepProbed.class, StepPhase.PROBING),
            new Move<>(StepPhase.RUNNING, StepProgressed.class, StepPhase.RUNNING),
            new Move<>(StepPhase.RUNNING, StepSucceeded.class, StepPhase.SUCCEEDED),
            new Move<>(StepPhase.RUNNING, StepAttemptFailed.class, StepPhase.WAITING),
            new Move<>(StepPhase.RUNNING, StepFailed.class, StepPhase.FAILED),
            new Move<>(StepPhase.RUNNING, StepLost.class, StepPhase.LOST),
            new Move<>(StepPhase.RUNNING, StepCancelled.class, StepPhase.CANCELLED),
            new Move<>(StepPhase.RUNNING, StepProbed.class, StepPhase.PROBING),
            new Move<>(StepPhase.PROBING, StepSucceeded.class, StepPhase.SUCCEEDED),
            new Move<>(StepPhase.PROBING, StepAttemptFailed.class, StepPhase.WAITING),
            new Move<>(StepPhase.PROBING, StepFailed.class, StepPhase.FAILED),
            new Move<>(StepPhase.PROBING, StepLost.class, StepPhase.LOST),
            new Move<>(StepPhase.PROBING, StepCancelled.class, StepPhase.CANCELLED),
            new Move<>(StepPhase.WAITING, StepDispatched.class, StepPhase.DISPATCHED),
            new Move<>(StepPhase.WAITING, StepCancelled.class, StepPhase.CANCELLED));

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
}
