package io.recoverymesh.common.policy;

import java.time.Duration;

/**
 * One node of a plan.
 *
 * @param id unique in the plan
 * @param handler who runs it: the part of {@code run} before the slash
 * @param action what it runs: the part after the slash; equal to the handler where there is no slash
 * @param arguments JSON object, may hold {@code ${…}} templates
 * @param timeout of one attempt, from its dispatch
 * @param onFailure what its final failure does to the plan
 */
public record Step(
        String id,
        String handler,
        String action,
        String arguments,
        Duration timeout,
        Retry retry,
        Safety safety,
        Policy.OnFailure onFailure) {

    /**
     * How often and how soon a failed attempt is repeated.
     *
     * @param attempts in all, the first included
     * @param backoff before the second attempt; doubles, with jitter
     * @param max longest wait
     */
    public record Retry(int attempts, Duration backoff, Duration max) {}

    /** What may be done when it is not known whether an attempt had its effect. */
    public enum Safety {
        IDEMPOTENT,
        PROBE,
        ONCE
    }
}
