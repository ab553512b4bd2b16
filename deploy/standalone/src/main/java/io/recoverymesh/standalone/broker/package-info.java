/**
 * The embedded Kafka broker: one KRaft node in this JVM, on loopback, with its data in a directory.
 *
 * <p>Only this package may touch Kafka's server classes, which are internal and change between releases; everything
 * else sees {@link io.recoverymesh.standalone.broker.Broker}.
 */
package io.recoverymesh.standalone.broker;
