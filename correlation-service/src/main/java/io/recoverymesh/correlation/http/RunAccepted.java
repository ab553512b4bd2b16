package io.recoverymesh.correlation.http;

/** The request is in the log; its verdict is in the flow. */
@ApiView
record RunAccepted(String requestId, String flowId) {}
