package io.recoverymesh.handler.secret;

import io.recoverymesh.common.secret.KnownSecrets;
import io.recoverymesh.handler.action.Context;
import java.time.Instant;

/** Lets no secret into what an attempt says of its progress. */
record DiscreetContext(Context context, KnownSecrets known) implements Context {
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
        context.heartbeat(known.redactText(progress));
    }

    @Override
    public boolean isCancelled() {
        return context.isCancelled();
    }
}
