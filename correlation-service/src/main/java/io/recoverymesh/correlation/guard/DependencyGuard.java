package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.common.policy.GuardSettings;
import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The cause first: a target whose service needs one that is unhealthy or in recovery waits for it. */
public final class DependencyGuard implements Guard {
    public static final String NAME = "dependency";

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
        Neighbourhood.Cause cause = q.dependency();
        if (cause == null) {
            return new Answer.Allow("no dependency is in trouble");
        }
        GuardSettings.Dependencies settings = q.settings().dependencies();
        String reason = "Expected " + cause.dependency() + ", which " + q.ref().service() + " needs, to be healthy for "
                + Durations.format(settings.settle()) + ", but "
                + cause.trouble().what();
        Waiting own = q.own();
        Instant since = own == null ? q.now() : own.since();
        Instant longest = since.plus(settings.maxDefer());
        boolean gaveUp = own != null && !own.deferred() && own.guard().equals(NAME);
        if (gaveUp || !q.now().isBefore(longest)) {
            return refuse(
                            cause,
                            Verdict.BLOCKED,
                            reason + "; it waited for " + Durations.format(settings.maxDefer())
                                    + ", a person must look",
                            null)
                    .escalating(EscalationLevel.HUMAN);
        }
        Instant healthy = cause.trouble().healthySince();
        return refuse(cause, Verdict.DEFERRED, reason, healthy == null ? null : healthy.plus(settings.settle()));
    }

    private static Answer.Refuse refuse(
            Neighbourhood.Cause cause, Verdict verdict, String reason, @Nullable Instant until) {
        return Answer.Refuse.passing(verdict, reason, until, "dependency " + cause.dependency());
    }
}
