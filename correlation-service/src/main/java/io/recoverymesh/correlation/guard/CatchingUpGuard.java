package io.recoverymesh.correlation.guard;

import io.recoverymesh.schemas.Verdict;

/** After a start nothing is admitted before the health of all targets was read to the end. */
final class CatchingUpGuard implements Guard {
    @Override
    public String name() {
        return "catching-up";
    }

    @Override
    public Answer ask(Question q) {
        if (q.surroundings().caughtUp()) {
            return new Answer.Allow("health of all targets is read");
        }
        return q.isSpokenFor()
                ? new Answer.Allow("a request of the same bad period waits for it already")
                : Answer.Refuse.passing(
                        Verdict.DEFERRED,
                        "Expected the health of all targets to be read to the end, but it is still being read",
                        null,
                        "catching up");
    }
}
