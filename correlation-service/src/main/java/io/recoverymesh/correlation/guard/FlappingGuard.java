package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Verdict;

/** A target that comes and goes is not helped by another restart: a person looks. */
final class FlappingGuard implements Guard {
    @Override
    public String name() {
        return "flapping";
    }

    @Override
    public boolean isBypassedByHand() {
        return true;
    }

    @Override
    public Answer ask(Question q) {
        if (!q.target().health().flapping()) {
            return new Answer.Allow("not flapping");
        }
        return Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected " + q.ref().target()
                                + " to stay as it is for a while, but it changes to and fro: no automatic action helps",
                        null,
                        "flapping of " + q.ref().target())
                .escalating(EscalationLevel.HUMAN);
    }
}
