package io.recoverymesh.trigger.trigger;

import io.recoverymesh.common.policy.Condition;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.catalogue.Clause;

/** Whether a clause matches a signal, all of its conditions taken together. */
final class Matching {
    private Matching() {}

    static boolean is(Clause clause, SignalSummary signal, TargetRef target) {
        return clause.concerns(signal, target) && clause.where(signal, target) instanceof Condition.Match;
    }
}
