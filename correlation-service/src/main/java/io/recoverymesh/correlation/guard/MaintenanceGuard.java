package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.guard.Neighbourhood.Window;
import io.recoverymesh.correlation.ledger.Silence;
import io.recoverymesh.schemas.Verdict;

/** Somebody works on it, or wants quiet: nothing recovers by itself until the end, then it is looked at again. */
final class MaintenanceGuard implements Guard {
    @Override
    public String name() {
        return "maintenance";
    }

    @Override
    public boolean isBypassedByHand() {
        return true;
    }

    @Override
    public Answer ask(Question q) {
        Window window = q.surroundings().neighbourhood().windowOf(q.ref(), q.now());
        if (window != null) {
            return Answer.Refuse.passing(
                    Verdict.BLOCKED,
                    "Expected no maintenance of " + q.ref().service() + ", but its window " + window.text()
                            + " is open until " + window.endsAt(),
                    window.endsAt(),
                    "maintenance window of " + q.ref().service());
        }
        for (Question.Silenced silenced : q.silences()) {
            Silence silence = silenced.silence();
            if (!silence.isOver(q.now())) {
                return Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected no recovery silence, but " + silenced.scope() + " is " + silence,
                        silence.until(),
                        "silence of " + silenced.scope());
            }
        }
        return new Answer.Allow("no maintenance window is open and no recovery silence is in force");
    }
}
