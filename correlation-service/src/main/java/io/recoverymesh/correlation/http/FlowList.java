package io.recoverymesh.correlation.http;

import java.util.List;

/**
 * Flows, most recently changed first.
 *
 * @param missing parts of the state that cannot be read now
 */
@ApiView
record FlowList(List<FlowSummary> flows, List<String> missing) {}
