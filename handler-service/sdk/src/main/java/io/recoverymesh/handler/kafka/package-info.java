/**
 * The edge to Kafka: takes commands in transactions, runs what was accepted, publishes results. Decides nothing itself
 * ({@code protocol} does) and knows no framework: it is what a team's own handler runs on.
 */
package io.recoverymesh.handler.kafka;
