/** The edge to Kafka: topology, stores, timers. Loads, lets the pure parts decide, stores and publishes; decides nothing itself. */
package io.recoverymesh.correlation.kafka;
