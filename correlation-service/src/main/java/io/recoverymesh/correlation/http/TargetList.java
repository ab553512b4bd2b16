package io.recoverymesh.correlation.http;

import java.util.List;

/** Targets by name. */
@ApiView
record TargetList(List<TargetView> targets, List<String> missing) {}
