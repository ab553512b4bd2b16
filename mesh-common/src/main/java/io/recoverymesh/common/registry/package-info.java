/**
 * The schema registry client and the Avro serdes: Confluent's wire format, REST paths and configuration names, so that
 * Confluent's own classes can be swapped in by name without a change of data.
 *
 * <p>An edge: it may speak HTTP and Kafka's serde interfaces. It must not know Micronaut, topics of the mesh, or what
 * the records mean.
 */
package io.recoverymesh.common.registry;
