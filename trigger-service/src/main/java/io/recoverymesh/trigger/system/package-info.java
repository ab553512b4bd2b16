/**
 * The edge to the machine: HTTP calls, sockets and processes that probes look at, and the threads that look.
 *
 * <p>Looks and publishes; when looks become a report is the business of {@code probe}.
 */
package io.recoverymesh.trigger.system;
