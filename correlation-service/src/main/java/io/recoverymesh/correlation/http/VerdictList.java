package io.recoverymesh.correlation.http;

import java.util.List;

/** Verdicts of the last day, most recent first. */
@ApiView
record VerdictList(List<VerdictView> verdicts, List<String> missing) {}
