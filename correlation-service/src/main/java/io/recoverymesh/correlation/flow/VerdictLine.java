package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.RecoveryEvent;
import io.recoverymesh.schemas.Verdict;
import io.recoverymesh.schemas.VerdictGiven;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One verdict, for the list of recent ones; kept for {@link #RETENTION}.
 *
 * @param guard that decided; null when all allowed
 * @param recoveryId the one that began, or that answers a JOINED or DUPLICATE
 */
public record VerdictLine(
        Instant at,
        String requestId,
        String flowId,
        String group,
        String target,
        @Nullable String policy,
        Verdict verdict,
        @Nullable String guard,
        String reason,
        @Nullable Instant until,
        @Nullable String blockedBy,
        @Nullable String recoveryId,
        @Nullable String requestedBy) {
    public static final Duration RETENTION = Duration.ofHours(24);

    static VerdictLine of(RecoveryEvent event, VerdictGiven fact) {
        return new VerdictLine(
                event.getAt(),
                fact.getRequestId(),
                event.getFlowId(),
                event.getGroup(),
                event.getTarget(),
                event.getPolicy(),
                fact.getVerdict(),
                fact.getGuard(),
                fact.getReason(),
                fact.getUntil(),
                fact.getBlockedBy(),
                event.getRecoveryId(),
                fact.getRequestedBy());
    }
}
