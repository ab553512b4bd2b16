package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.ledger.KeyState;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.Verdict;

/** One bad period of one target has one recovery per policy. */
final class IdempotencyGuard implements Guard {
    @Override
    public String name() {
        return "idempotency";
    }

    @Override
    public Answer ask(Question q) {
        KeyState key = q.key();
        if (key != null && key.outcome() == null) {
            return Answer.Refuse.answeredBy(
                    Verdict.JOINED,
                    "Expected no recovery for this bad period yet, but " + key.recoveryId() + " is running",
                    key.recoveryId(),
                    null);
        }
        if (key != null) {
            return Answer.Refuse.answeredBy(
                    Verdict.DUPLICATE,
                    "Expected no recovery for this bad period yet, but " + key.recoveryId() + " ended " + key.outcome(),
                    key.recoveryId(),
                    key.outcome());
        }
        Waiting waiting = q.waiting();
        if (waiting != null && q.isSpokenFor()) {
            return new Answer.Refuse(
                    Verdict.JOINED,
                    "Expected no request for this bad period yet, but one waits for " + waiting.guard(),
                    null,
                    "request " + waiting.request().getId(),
                    null,
                    null,
                    null);
        }
        return new Answer.Allow("first request of this bad period");
    }
}
