package io.recoverymesh.correlation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recoverymesh.correlation.recovery.DrawnMoves.Arrow;
import io.recoverymesh.correlation.recovery.Lifecycle.Move;
import io.recoverymesh.schemas.FailureKind;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.StepFailed;
import io.recoverymesh.schemas.StepsReset;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    @Test
    void theDrawnRecoveryIsTheTable() throws IOException {
        assertThat(DrawnMoves.under("Recovery")).containsExactlyInAnyOrderElementsOf(arrows(Lifecycle.RECOVERY));
    }

    @Test
    void theDrawnStepIsTheTable() throws IOException {
        assertThat(DrawnMoves.under("Step")).containsExactlyInAnyOrderElementsOf(arrows(Lifecycle.STEP));
    }

    @Test
    void aStepThatEndedIsDoneAgainOnlyWhereThePlanComesBackToIt() {
        Set<Class<?>> again = Set.of(StepsReset.class, IterationStarted.class);
        assertThat(Lifecycle.STEP).noneMatch(move -> move.from().isTerminal() && !again.contains(move.fact()));
        assertThat(Lifecycle.STEP)
                .noneMatch(move -> move.from() == StepPhase.LOST || move.from() == StepPhase.CANCELLED);
        assertThat(Lifecycle.RECOVERY).noneMatch(move -> move.from() == Phase.ENDED);
    }

    @Test
    void aMoveThatIsNotListedThrows() {
        StepFailed failed = new StepFailed("a", 1, FailureKind.FAILED, "because");
        assertThatThrownBy(() -> Lifecycle.next(Lifecycle.STEP, StepPhase.SUCCEEDED, failed))
                .isInstanceOf(IllegalMoveException.class)
                .hasMessageStartingWith("Expected a fact that is legal in SUCCEEDED, but got StepFailed");
    }

    private static <P extends Enum<P>> List<Arrow> arrows(List<Move<P>> table) {
        return table.stream()
                .map(move -> new Arrow(
                        move.from().name(), move.to().name(), move.fact().getSimpleName()))
                .toList();
    }
}
