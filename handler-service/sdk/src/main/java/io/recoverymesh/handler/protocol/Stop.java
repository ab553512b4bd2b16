package io.recoverymesh.handler.protocol;

import java.time.Instant;

/** Why a running attempt is made to end before its action returned. */
public sealed interface Stop {
    /** A CancelStep came. */
    record Cancelled(String reason) implements Stop {}

    record DeadlinePassed(Instant deadline) implements Stop {}

    /** Nobody acknowledged a heartbeat in time: the coordinator may already have given the step to another. */
    record LeaseLost(Instant leaseUntil) implements Stop {}

    /** This handler instance is shutting down. */
    record HandlerStopping() implements Stop {}
}
