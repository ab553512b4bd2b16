package io.recoverymesh.correlation.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants; which fields are needed depends on the action.
 *
 * @param scope mesh, group or service for pause and resume; group, service or target for silence and unsilence
 * @param duration of a silence, such as 2h
 * @param group default by default; needed for scope group
 * @param target service or service/instance
 * @param policy of a breaker
 * @param recoveryId to cancel, or whose step it is about
 * @param step to retry, skip, approve or reject
 * @param requestId to approve or reject as a whole
 * @param roles of who acts; whoever stands before this API vouches for them
 * @param binding what is approved, as the recovery's step shows it; without it, whatever awaits approval now
 * @param by who; required
 * @param comment why; required
 */
record OperatorOrder(
        @Nullable String scope,
        @Nullable String duration,
        @Nullable String group,
        @Nullable String target,
        @Nullable String policy,
        @Nullable String recoveryId,
        @Nullable String step,
        @Nullable String requestId,
        @Nullable List<String> roles,
        @Nullable String binding,
        @Nullable String by,
        @Nullable String comment) {
    static final int LONGEST_NAME = 200;
    static final int LONGEST_COMMENT = 1_000;
}
