package io.recoverymesh.trigger.http;

import io.recoverymesh.trigger.trigger.TargetState;

/** What this instance keeps of targets. */
public interface TargetStates {
    /**
     * {@link TargetState#NEW} where nothing is kept here.
     *
     * @param key group/target
     * @throws HeldElsewhereException when another instance keeps what there is of this target
     * @throws IllegalStateException while the service starts or rebalances
     */
    TargetState of(String key);
}
