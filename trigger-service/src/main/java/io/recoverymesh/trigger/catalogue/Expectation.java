package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.common.target.TargetRef;

/** A target that a clause waits for even though nothing was ever heard of it. */
public record Expectation(TargetRef target, Clause clause) {}
