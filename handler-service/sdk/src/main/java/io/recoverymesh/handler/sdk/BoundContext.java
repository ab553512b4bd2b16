package io.recoverymesh.handler.sdk;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.action.Invocation;
import java.time.Instant;
import org.slf4j.Logger;

/** The loop's context with what the command says. */
record BoundContext(Invocation invocation, Context context, Logger log) implements RecoveryContext {
    @Override
    public String recoveryId() {
        return invocation.recoveryId();
    }

    @Override
    public String policy() {
        return invocation.policy();
    }

    @Override
    public String step() {
        return invocation.step();
    }

    @Override
    public String group() {
        return invocation.group();
    }

    @Override
    public String target() {
        return invocation.target();
    }

    @Override
    public String traceparent() {
        return invocation.traceparent();
    }

    @Override
    public String idempotencyKey() {
        return context.idempotencyKey();
    }

    @Override
    public int attempt() {
        return context.attempt();
    }

    @Override
    public long fence() {
        return context.fence();
    }

    @Override
    public Instant deadline() {
        return context.deadline();
    }

    @Override
    public void heartbeat(String progress) {
        context.heartbeat(progress);
    }

    @Override
    public boolean isCancelled() {
        return context.isCancelled();
    }
}
