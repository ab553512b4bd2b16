package io.recoverymesh.common.policy;

import java.time.Duration;

/**
 * What makes a recovery RECOVERED: the target's own health.
 *
 * @param health expected health, UP or DEGRADED; UP satisfies both
 * @param stableFor how long it must hold without break
 * @param within from the last step's end; later is INEFFECTIVE
 */
public record Verification(String health, Duration stableFor, Duration within) {}
