package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;

/** A target that comes and goes is not helped by another restart: a person looks. */
public final class FlappingGuard implements Guard {
    public static final String NAME = "flapping";

    @Override
    public String name() {
        return NAME;
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
        Block block = q.target().block();
        Instant until =
                block != null ? block.until() : q.now().plus(q.settings().cooldownAfterBlock());
        return Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected " + q.ref().target()
                                + " to stay as it is for a while, but it changes to and fro: no automatic action helps",
                        until,
                        "flapping of " + q.ref().target())
                .escalating(EscalationLevel.HUMAN);
    }
}
