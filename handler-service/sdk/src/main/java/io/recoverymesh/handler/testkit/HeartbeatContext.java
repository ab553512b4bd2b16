package io.recoverymesh.handler.testkit;

import io.recoverymesh.handler.action.Context;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;

/** Counts the heartbeats of an attempt. */
final class HeartbeatContext implements Context {
    private final Context context;
    private final ObjIntConsumer<String> beat;
    private final AtomicInteger beats = new AtomicInteger();

    HeartbeatContext(Context context, ObjIntConsumer<String> beat) {
        this.context = context;
        this.beat = beat;
    }

    @Override
    public void heartbeat(String progress) {
        context.heartbeat(progress);
        beat.accept(progress, beats.incrementAndGet());
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
    public boolean isCancelled() {
        return context.isCancelled();
    }
}
