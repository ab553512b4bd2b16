package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.Verdict;

/**
 * A request of a flow that will be looked at again.
 *
 * @param verdict DEFERRED, BLOCKED or AWAITING_APPROVAL
 * @param lasting also when the target is healthy again: chained, or asked for by a person
 */
public record Wait(String flowId, String requestId, Verdict verdict, boolean lasting) {
    /** Key of the place where it waits: one per target and policy. */
    static String slot(String group, String target, String policy) {
        return group + "/" + target + "|" + policy;
    }

    boolean endsWithEpisode() {
        return !lasting && verdict != Verdict.DEFERRED;
    }
}
