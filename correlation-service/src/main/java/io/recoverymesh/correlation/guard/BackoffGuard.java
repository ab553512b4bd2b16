package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings.Backoff;
import io.recoverymesh.correlation.ledger.Failures;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;

/** After failed recoveries a target waits, longer each time. */
final class BackoffGuard implements Guard {
    @Override
    public String name() {
        return "failure-backoff";
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
        Backoff backoff = q.settings().backoff();
        Failures failures = q.target().failures();
        int counting = failures.counting(q.target().health(), backoff, q.now());
        Instant retryAt = failures.retryAt(counting, backoff);
        return q.now().isBefore(retryAt)
                ? Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected some time to pass after " + counting
                                + " failed recoveries in a row, but the last ended at " + failures.lastAt(),
                        retryAt,
                        "failure backoff of " + q.ref().target())
                : new Answer.Allow(counting + " failed recoveries in a row");
    }
}
