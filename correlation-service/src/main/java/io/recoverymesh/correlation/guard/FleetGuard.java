package io.recoverymesh.correlation.guard;

import io.recoverymesh.correlation.ledger.GroupState;
import io.recoverymesh.correlation.ledger.Storm;
import io.recoverymesh.schemas.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When too large a share of a group is unhealthy, restarting more of it makes it worse. */
public final class FleetGuard implements Guard {
    public static final String NAME = "fleet";

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
        Storm storm = q.group().storm();
        if (storm != null) {
            return Answer.Refuse.passing(
                    Verdict.BLOCKED,
                    "Expected no storm in group " + q.ref().group() + ", but one is on since " + storm.since(),
                    endOf(storm),
                    "storm in group " + q.ref().group());
        }
        Share share = share(q);
        return share.unhealthy() > share.limit()
                ? Answer.Refuse.passing(
                        Verdict.BLOCKED,
                        "Expected at most " + share.limit() + " of " + share.known() + " targets of group "
                                + q.ref().group() + " to be unhealthy or in recovery, but " + share.unhealthy()
                                + " are: a storm begins",
                        null,
                        "storm in group " + q.ref().group())
                : new Answer.Allow(share.unhealthy() + " of " + share.known() + " unhealthy or in recovery, at most "
                        + share.limit() + " may be");
    }

    /** The share if this request's target is counted as unhealthy, which it is, seen or not. */
    public static Share share(Question q) {
        GroupState group = q.group();
        int known = group.known() + (q.target().countsAsKnown() ? 0 : 1);
        int unhealthy = group.unhealthy() + (q.target().countsAsUnhealthy() ? 0 : 1);
        return new Share(
                unhealthy,
                known,
                GroupState.fleetLimit(known, q.settings().fleet().maxUnhealthyPercent()));
    }

    /** When a storm would end if nothing changed; null while the share is bad. */
    private static @Nullable Instant endOf(Storm storm) {
        Instant calm = storm.calmSince();
        return calm == null ? null : calm.plus(storm.calmFor());
    }

    public record Share(int unhealthy, int known, int limit) {}
}
