package io.recoverymesh.correlation.http;

import org.jspecify.annotations.Nullable;

/**
 * What an operator wants; which fields are needed depends on the action.
 *
 * @param scope mesh, group or service for pause and resume; group, service or target for silence and unsilence
 * @param duration of a silence, such as 2h
 * @param group default by default; needed for scope group
 * @param target service or service/instance
 * @param policy of a breaker
 * @param recoveryId to cancel
 * @param requestId to approve or reject
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
        @Nullable String requestId,
        @Nullable String by,
        @Nullable String comment) {
    static final int LONGEST_NAME = 200;
    static final int LONGEST_COMMENT = 1_000;
}
