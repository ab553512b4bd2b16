/** The edge to HTTP endpoints that perform a step: one request per attempt, within limits, to allowed hosts only. */
package io.recoverymesh.handler.http;
