package io.recoverymesh.correlation.http;

/** The action is in the log; whether it had an effect is recorded there too. */
@ApiView
record Accepted(String id) {}
