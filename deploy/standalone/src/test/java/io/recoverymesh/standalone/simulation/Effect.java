package io.recoverymesh.standalone.simulation;

import java.time.Instant;

/**
 * One effect on the world, as the world itself saw it.
 *
 * @param commandId of the command whose attempt caused it
 * @param idempotencyKey the same for all attempts of one step of one recovery
 * @param accepted whether the world let it in: one that knows fences refuses older ones
 */
public record Effect(
        Instant at,
        String group,
        String target,
        String commandId,
        String idempotencyKey,
        long fence,
        boolean accepted) {}
