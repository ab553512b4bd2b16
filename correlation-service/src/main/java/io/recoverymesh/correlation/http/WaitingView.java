package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.ledger.Waiting;
import io.recoverymesh.schemas.RecoveryRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that will be looked at again.
 *
 * @param guard what it waits for
 * @param verdict DEFERRED, BLOCKED or AWAITING_APPROVAL
 * @param because what the signal said that asks for it
 * @param requestedBy the person who asked; null: a signal did
 * @param until when it is looked at again at the latest; null: when something changes
 */
@ApiView
record WaitingView(
        String group,
        String target,
        String policy,
        String guard,
        String verdict,
        Instant since,
        @Nullable Instant until,
        String requestId,
        String flowId,
        @Nullable String because,
        @Nullable String requestedBy) {
    private static final String APPROVAL_GUARD = "mode";

    static WaitingView of(Waiting waiting) {
        RecoveryRequest request = waiting.request();
        return new WaitingView(
                request.getGroup(),
                request.getTarget(),
                request.getPolicy(),
                waiting.guard(),
                waiting.deferred() ? "DEFERRED" : awaitsApproval(waiting) ? "AWAITING_APPROVAL" : "BLOCKED",
                waiting.since(),
                waiting.until(),
                request.getId(),
                request.getFlowId(),
                request.getSignal().getReason(),
                request.getRequestedBy());
    }

    static boolean awaitsApproval(Waiting waiting) {
        return waiting.guard().equals(APPROVAL_GUARD);
    }
}
