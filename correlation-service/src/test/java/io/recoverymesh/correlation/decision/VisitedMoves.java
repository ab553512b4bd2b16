package io.recoverymesh.correlation.decision;

import io.recoverymesh.correlation.recovery.Lifecycle;
import io.recoverymesh.correlation.recovery.Lifecycle.Move;
import io.recoverymesh.correlation.recovery.Phase;
import io.recoverymesh.correlation.recovery.StepPhase;
import io.recoverymesh.schemas.BreakerChanged;
import io.recoverymesh.schemas.IterationStarted;
import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.StepsReset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** Reads from a log which moves of the lifecycles it made. */
final class VisitedMoves {
    private final Map<String, Phase> recoveries = new HashMap<>();
    private final Map<String, StepPhase> steps = new HashMap<>();
    private final Set<Move<?>> moves = new HashSet<>();
    private final Set<String> breakers = new HashSet<>();

    Set<Move<?>> moves() {
        return moves;
    }

    /** As {@code FROM --> TO}. */
    Set<String> breakers() {
        return breakers;
    }

    void read(List<RecoveryEvent> log) {
        recoveries.clear();
        steps.clear();
        for (RecoveryEvent event : log) {
            for (Object fact : event.getFacts()) {
                if (fact instanceof BreakerChanged moved) {
                    breakers.add(moved.getFrom() + " --> " + moved.getTo());
                }
                String recovery = String.valueOf(event.getRecoveryId());
                visit(Lifecycle.RECOVERY, recoveries, recovery, Phase.RUNNING, fact);
                stepsOf(recovery, fact).forEach(step -> visit(Lifecycle.STEP, steps, step, StepPhase.PENDING, fact));
            }
        }
    }

    private <P extends Enum<P>> void visit(List<Move<P>> table, Map<String, P> at, String key, P first, Object fact) {
        P from = at.getOrDefault(key, first);
        for (Move<P> move : table) {
            if (move.from() == from && move.fact() == fact.getClass()) {
                moves.add(move);
                at.put(key, move.to());
            }
        }
    }

    private List<String> stepsOf(String recovery, Object fact) {
        if (fact instanceof StepsReset reset) {
            return reset.getSteps().stream().map(step -> recovery + "#" + step).toList();
        }
        if (fact instanceof IterationStarted) {
            return steps.keySet().stream()
                    .filter(step -> step.startsWith(recovery + "#"))
                    .toList();
        }
        var schema = ((SpecificRecord) fact).getSchema();
        var field = schema.getField("step");
        return field == null ? List.of() : List.of(recovery + "#" + ((SpecificRecord) fact).get(field.pos()));
    }
}
