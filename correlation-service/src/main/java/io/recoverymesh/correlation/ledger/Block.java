package io.recoverymesh.correlation.ledger;

import java.time.Instant;

/**
 * Automatic recovery of a target is stopped after failures or an escalation; an acknowledgement clears it.
 *
 * @param at since when; the policy's cooldownAfterBlock counts from here
 * @param until when it ends by itself
 */
public record Block(Instant at, Instant until, String reason) {}
