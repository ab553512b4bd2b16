package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.policy.GuardSettings.Limit;
import io.recoverymesh.correlation.ledger.Admissions;
import io.recoverymesh.schemas.EscalationLevel;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Not too many recoveries in any window, per target, service and group; a trip moves the decision one level up. */
final class IntensityGuard implements Guard {
    @Override
    public String name() {
        return "intensity";
    }

    @Override
    public boolean isBypassedByHand() {
        return true;
    }

    @Override
    public Answer ask(Question q) {
        Answer.Refuse trip = first(
                trip(
                        "target " + q.ref().target(),
                        q.target().admissions(),
                        q.settings().targetLimits(),
                        EscalationLevel.SERVICE,
                        q),
                trip(
                        "service " + q.ref().service(),
                        q.service().admissions(),
                        q.settings().serviceLimits(),
                        EscalationLevel.GROUP,
                        q),
                trip(
                        "group " + q.ref().group(),
                        q.group().admissions(),
                        q.settings().groupLimits(),
                        EscalationLevel.MESH,
                        q));
        return trip == null ? new Answer.Allow(used(q)) : trip;
    }

    private static Answer.@Nullable Refuse trip(
            String scope, Admissions admissions, List<Limit> limits, EscalationLevel next, Question q) {
        for (Limit limit : limits) {
            Instant until = admissions.fullUntil(limit, q.now());
            if (until != null) {
                return Answer.Refuse.passing(
                                Verdict.BLOCKED,
                                "Expected at most " + limit + " recoveries of " + scope + ", but there were "
                                        + admissions.within(limit, q.now()),
                                until,
                                "limit " + limit + " of " + scope)
                        .escalating(next);
            }
        }
        return null;
    }

    private static String used(Question q) {
        StringBuilder text = new StringBuilder();
        append(text, "target", q.target().admissions(), q.settings().targetLimits(), q.now());
        append(text, "service", q.service().admissions(), q.settings().serviceLimits(), q.now());
        append(text, "group", q.group().admissions(), q.settings().groupLimits(), q.now());
        return text.isEmpty() ? "no limits" : text.toString();
    }

    private static void append(
            StringBuilder text, String scope, Admissions admissions, List<Limit> limits, Instant now) {
        for (Limit limit : limits) {
            text.append(text.isEmpty() ? "" : ", ").append(scope).append(' ');
            text.append(admissions.within(limit, now)).append(" of ").append(limit);
        }
    }

    private static Answer.@Nullable Refuse first(Answer.@Nullable Refuse... trips) {
        for (Answer.Refuse trip : trips) {
            if (trip != null) {
                return trip;
            }
        }
        return null;
    }
}
