package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Verdict;

/** Recoveries that trigger recoveries end somewhere. */
final class DepthGuard implements Guard {
    @Override
    public String name() {
        return "depth";
    }

    @Override
    public Answer ask(Question q) {
        int depth = q.request().getDepth();
        int max = q.settings().maxDepth();
        return depth <= max
                ? new Answer.Allow("depth " + depth + " of at most " + max)
                : Answer.Refuse.lasting(
                                Verdict.BLOCKED,
                                "Expected a chain of at most " + max + " recoveries, but this would be number " + depth)
                        .escalating(EscalationLevel.HUMAN);
    }
}
