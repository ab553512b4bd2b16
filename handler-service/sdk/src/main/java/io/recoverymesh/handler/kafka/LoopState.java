package io.recoverymesh.handler.kafka;

/**
 * What a health check shows of the loop.
 *
 * @param ready whether commands are taken
 * @param detail one sentence: what it takes, or why it does not
 * @param running attempts at this moment
 */
public record LoopState(boolean ready, String detail, int running) {}
