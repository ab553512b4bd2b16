package com.example.payments;

import io.recoverymesh.handler.action.Probed;
import io.recoverymesh.handler.sdk.Argument;
import io.recoverymesh.handler.sdk.NotRetryableException;
import io.recoverymesh.handler.sdk.RecoveryContext;
import io.recoverymesh.handler.sdk.RecoveryHandler;
import io.recoverymesh.handler.sdk.RecoveryProbe;
import io.recoverymesh.schemas.Safety;

/** How the payments team recovers its own service. */
public final class PaymentsHandlers {
    private final Cluster cluster;

    public PaymentsHandlers(Cluster cluster) {
        this.cluster = cluster;
    }

    public record Restart(
            @Argument(pattern = "payments(-[0-9]+)?") String service) {}

    public record Restarted(String service, int attempt) {}

    @RecoveryHandler(action = "payments/restart", safety = Safety.IDEMPOTENT)
    public Restarted restart(Restart restart, RecoveryContext context) {
        context.heartbeat("restarting " + restart.service());
        cluster.restart(restart.service(), context.idempotencyKey(), context.fence());
        return new Restarted(restart.service(), context.attempt());
    }

    public record Refund(
            @Argument(pattern = "o-[0-9]+") String order,
            @Argument(min = 1) long cents) {}

    /** Money must not move twice: when the handler is lost, the mesh asks before it tries again. */
    @RecoveryHandler(action = "payments/refund", safety = Safety.PROBE)
    public void refund(Refund refund, RecoveryContext context) {
        if (refund.cents() > 100_000) {
            throw new NotRetryableException("Expected at most 100000 cents, but got " + refund.cents());
        }
        cluster.refund(refund.order(), context.idempotencyKey());
    }

    @RecoveryProbe(action = "payments/refund")
    public Probed wasRefunded(RecoveryContext context) {
        return cluster.hasRefund(context.idempotencyKey())
                ? Probed.tookPlace("the journal has it", null)
                : Probed.didNotTakePlace("the journal has no refund with this key");
    }
}
