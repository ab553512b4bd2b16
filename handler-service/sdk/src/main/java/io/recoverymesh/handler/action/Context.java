package io.recoverymesh.handler.action;

import java.time.Instant;

/** What a running attempt may ask and say. Safe to use from any thread. */
public interface Context {
    /** The same for every attempt of one step of one recovery. */
    String idempotencyKey();

    /** Number of this attempt, from 1. */
    int attempt();

    /** Strictly increasing per target: whoever is acted on may refuse an older one. */
    long fence();

    /** When the attempt times out. */
    Instant deadline();

    /** Says how far it is. The lease is prolonged without it; this only adds the words. */
    void heartbeat(String progress);

    /** Whether the attempt is to end: cancelled, timed out, its lease lost, or its handler stopping. */
    boolean isCancelled();
}
