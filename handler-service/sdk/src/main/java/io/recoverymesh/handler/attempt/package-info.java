/** Running attempts and probes: one virtual thread each, leases, stops, the words about them. No Kafka, no framework. */
package io.recoverymesh.handler.attempt;
