/**
 * What to do with a command: accept, refuse, ignore, cancel, wait; leases; the ids and words of results. Pure: time is
 * an argument, and there is no Kafka, thread or framework here.
 */
package io.recoverymesh.handler.protocol;
