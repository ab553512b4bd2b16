package io.recoverymesh.correlation.http;

import org.jspecify.annotations.Nullable;

/**
 * A person wants a policy to run.
 *
 * @param group default by default
 * @param target service or service/instance
 * @param by who; required
 * @param comment why; required
 */
record RunOrder(
        @Nullable String policy,
        @Nullable String group,
        @Nullable String target,
        @Nullable String by,
        @Nullable String comment) {}
