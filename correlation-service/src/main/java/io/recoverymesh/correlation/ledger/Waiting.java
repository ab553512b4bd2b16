package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that will be looked at again: one at most per target and policy.
 *
 * @param request as it came
 * @param guard what it waits for
 * @param deferred true: it has only a DEFERRED and is owed another verdict; false: it has its verdict, and a
 *     re-assessment is a new request
 * @param since when it began to wait
 * @param until when it is looked at again at the latest
 */
public record Waiting(RecoveryRequest request, String guard, boolean deferred, Instant since, Instant until) {
    private static final Duration QUEUED = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofSeconds(30);

    /**
     * The same, waiting for a guard that was asked again just now.
     *
     * @param mayAllowAt when the guard may say something else; null when nobody knows: then it is asked again soon, as
     *     what other groups do is not told
     */
    public Waiting asked(String byGuard, @Nullable Instant mayAllowAt, Instant now) {
        Instant soon = now.plus(deferred ? QUEUED : REFUSED);
        Instant next = mayAllowAt != null && mayAllowAt.isAfter(now)
                ? mayAllowAt
                : until.isAfter(now) && until.isBefore(soon) ? until : soon;
        return new Waiting(request, byGuard, deferred, since, next);
    }

    /** Key of the place where it waits. */
    public static String slot(RecoveryRequest request) {
        return request.getGroup() + "/" + request.getTarget() + "|" + request.getPolicy();
    }

    /** Whether a request with this verdict is looked at again by itself. */
    public static boolean follows(VerdictGiven verdict) {
        return switch (verdict.getVerdict()) {
            case DEFERRED, AWAITING_APPROVAL -> true;
            case BLOCKED -> verdict.getBlockedBy() != null && verdict.getRequestedBy() == null;
            case ADMITTED, JOINED, DUPLICATE, EXPIRED, OBSERVED -> false;
        };
    }

    /** First key of a group. */
    public static String firstOf(String group) {
        return group + "/";
    }

    /** First key after those of a group. */
    public static String afterGroup(String group) {
        return group + "0";
    }

    /** First key of a target. */
    public static String firstOfTarget(String group, String target) {
        return group + "/" + target + "|";
    }

    /** First key after those of a target. */
    public static String afterTarget(String group, String target) {
        return group + "/" + target + "}";
    }
}
