package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;

/** The event behind the request is young enough to act on, and not from the future. */
final class AgeGuard implements Guard {
    private static final Duration FUTURE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "age";
    }

    @Override
    public Answer ask(Question q) {
        Instant published = q.request().getEventTime();
        Duration age = Duration.between(published, q.now());
        Duration max = q.settings().maxEventAge();
        if (age.compareTo(max) > 0) {
            return Answer.Refuse.lasting(
                    Verdict.EXPIRED,
                    "Expected an event of at most " + Durations.format(max) + ", but it was published at " + published
                            + ", " + Durations.format(age.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)) + " ago");
        }
        if (age.negated().compareTo(FUTURE) > 0) {
            return Answer.Refuse.lasting(
                    Verdict.EXPIRED,
                    "Expected an event of now, but it says " + published + ", more than " + Durations.format(FUTURE)
                            + " ahead; look at the sender's clock");
        }
        return new Answer.Allow("published at " + published);
    }
}
