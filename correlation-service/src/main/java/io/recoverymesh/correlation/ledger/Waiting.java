package io.recoverymesh.correlation.ledger;

import io.recoverymesh.schemas.RecoveryRequest;
import io.recoverymesh.schemas.VerdictGiven;
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
 * @param until when it is looked at again at the latest; null: when something changes
 */
public record Waiting(
        RecoveryRequest request,
        String guard,
        boolean deferred,
        Instant since,
        @Nullable Instant until) {
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
