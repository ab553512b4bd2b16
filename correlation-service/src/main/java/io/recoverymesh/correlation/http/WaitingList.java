package io.recoverymesh.correlation.http;

import java.util.List;

/** Requests that wait, by group, target and policy. */
@ApiView
record WaitingList(List<WaitingView> waiting, List<String> missing) {}
