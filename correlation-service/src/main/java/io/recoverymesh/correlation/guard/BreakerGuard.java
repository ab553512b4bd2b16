package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.breaker.Breaker.ClosedBreaker;
import io.recoverymesh.correlation.breaker.Breaker.DisabledBreaker;
import io.recoverymesh.correlation.breaker.Breaker.ForcedOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.HalfOpenBreaker;
import io.recoverymesh.correlation.breaker.Breaker.OpenBreaker;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A policy that keeps failing on a service is not tried again at once. */
final class BreakerGuard implements Guard {
    @Override
    public String name() {
        return "circuit-breaker";
    }

    @Override
    public Answer ask(Question q) {
        if (!q.settings().breaker().enabled() || q.settings().breaker().shadow()) {
            return new Answer.Allow(
                    q.settings().breaker().enabled()
                            ? "in shadow: it is " + q.breaker().state() + " and does not block"
                            : "switched off by policy");
        }
        return switch (q.breaker()) {
            case ClosedBreaker closed ->
                new Answer.Allow("closed, " + closed.outcomes().failures() + " of the last "
                        + closed.outcomes().failed().size() + " failed");
            case OpenBreaker open ->
                q.now().isBefore(open.until())
                        ? refuse(q, "is OPEN: " + open.reason(), open.until())
                        : new Answer.Allow("open until " + open.until() + ", this is the probe");
            case HalfOpenBreaker half ->
                half.probe() == null
                        ? new Answer.Allow("half open, this is the probe")
                        : refuse(q, "is HALF_OPEN and waits for its probe " + half.probe(), null);
            case ForcedOpenBreaker forced -> refuse(q, "is held open: " + forced.reason(), null);
            case DisabledBreaker ignored -> new Answer.Allow("disabled by an operator");
        };
    }

    private static Answer refuse(Question q, String why, @Nullable Instant until) {
        String name = "breaker of " + q.policy().name() + " on " + q.ref().service();
        return Answer.Refuse.passing(
                Verdict.BLOCKED, "Expected a closed breaker, but the " + name + " " + why, until, name);
    }
}
