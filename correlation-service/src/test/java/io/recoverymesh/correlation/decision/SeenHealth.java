package io.recoverymesh.correlation.decision;

import io.recoverymesh.schemas.TargetHealth;
import java.time.Instant;

/** A record of health, and when it was read. */
record SeenHealth(TargetHealth health, Instant at) {}
