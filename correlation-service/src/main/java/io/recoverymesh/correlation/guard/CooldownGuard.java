package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.correlation.ledger.Block;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;

/** A target rests after a recovery, and longer after a block or an escalation. */
final class CooldownGuard implements Guard {
    @Override
    public String name() {
        return "cooldown";
    }

    @Override
    public boolean isBypassedByHand() {
        return true;
    }

    @Override
    public boolean isBypassedByFallback() {
        return true;
    }

    @Override
    public Answer ask(Question q) {
        Block block = q.target().block();
        if (block != null) {
            Instant until = later(block.until(), block.at().plus(q.settings().cooldownAfterBlock()));
            if (q.now().isBefore(until)) {
                return Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected no block, but since " + block.at() + ": " + block.reason()
                                + "; an acknowledgement clears it",
                        until,
                        "block of " + q.ref().target());
            }
        }
        Instant success = q.target().lastSuccessAt();
        if (success != null) {
            Instant until = success.plus(q.settings().cooldown());
            if (q.now().isBefore(until)) {
                return Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected " + Durations.format(q.settings().cooldown())
                                + " of rest after a recovery, but the last one was verified at " + success,
                        until,
                        "cooldown of " + q.ref().target());
            }
        }
        return new Answer.Allow("not cooling down");
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
