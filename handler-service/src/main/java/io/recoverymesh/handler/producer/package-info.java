/** The edge to Kafka for steps: publishes records to allowed topics; consumers are paused by records they agreed to read. */
package io.recoverymesh.handler.producer;
