package io.recoverymesh.handler.action;

/**
 * What an action is called for.
 *
 * @param target {@code service} or {@code service/instance}
 * @param traceparent W3C trace context of the command, to hand on
 */
public record Invocation(
        String action,
        Arguments arguments,
        String commandId,
        String recoveryId,
        String policy,
        String group,
        String target,
        String step,
        String traceparent) {}
