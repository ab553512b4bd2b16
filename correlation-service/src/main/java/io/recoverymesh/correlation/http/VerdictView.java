package io.recoverymesh.correlation.http;

import io.recoverymesh.correlation.flow.VerdictLine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the gate.
 *
 * @param guard that decided; null when all allowed
 * @param recoveryId the one that began, or that answers a JOINED or DUPLICATE
 */
@ApiView
record VerdictView(
        Instant at,
        String requestId,
        String flowId,
        String group,
        String target,
        @Nullable String policy,
        String verdict,
        @Nullable String guard,
        String reason,
        @Nullable Instant until,
        @Nullable String blockedBy,
        @Nullable String recoveryId,
        @Nullable String requestedBy) {

    static VerdictView of(VerdictLine line) {
        return new VerdictView(
                line.at(),
                line.requestId(),
                line.flowId(),
                line.group(),
                line.target(),
                line.policy(),
                line.verdict().name(),
                line.guard(),
                line.reason(),
                line.until(),
                line.blockedBy(),
                line.recoveryId(),
                line.requestedBy());
    }
}
