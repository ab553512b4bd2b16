/**
 * The edge to Kafka: the Streams topology around the core, the catalogue's consumer, the intake's producer, dead letters.
 *
 * <p>Loads, decides, publishes; what is decided is the business of the nouns. No Micronaut.
 */
package io.recoverymesh.trigger.kafka;
