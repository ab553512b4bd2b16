package io.recoverymesh.handler.testkit;

import io.recoverymesh.handler.action.Context;
import io.recoverymesh.handler.protocol.Decision;
import java.time.Instant;

/** What a probe may ask. */
record AskedContext(Decision.Ask ask) implements Context {
    @Override
    public String idempotencyKey() {
        return ask.command().getIdempotencyKey();
    }

    @Override
    public int attempt() {
        return ask.command().getAttempt();
    }

    @Override
    public long fence() {
        return ask.command().getFence();
    }

    @Override
    public Instant deadline() {
        return ask.probe().getAnswerBy();
    }

    @Override
    public void heartbeat(String progress) {}

    @Override
    public boolean isCancelled() {
        return false;
    }
}
