package io.recoverymesh.handler.sdk;

import io.recoverymesh.handler.action.Context;
import org.slf4j.Logger;

/** What a handler may ask and say about the attempt that it performs. Safe to use from any thread. */
public interface RecoveryContext extends Context {
    String recoveryId();

    /** Name of the policy. */
    String policy();

    /** Id of the step. */
    String step();

    String group();

    /** {@code service} or {@code service/instance}. */
    String target();

    /** W3C trace context, to hand on. */
    String traceparent();

    /** Logs with the flow and the recovery in the MDC. */
    Logger log();

    /** @throws NotRetryableException when the attempt is to end: a safe point for handlers that work in rounds */
    default void checkCancelled() {
        if (isCancelled()) {
            throw new NotRetryableException("Expected the attempt to go on, but it is to end; stopped at a safe point");
        }
    }
}
