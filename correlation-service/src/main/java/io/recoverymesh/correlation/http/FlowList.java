package io.recoverymesh.correlation.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flows, most recently changed first.
 *
 * @param next where to go on looking, as 'after'; null: everything was looked at
 * @param missing parts of the state that cannot be read now
 */
@ApiView
record FlowList(List<FlowSummary> flows, @Nullable String next, List<String> missing) {}
