/** The edge to Kafka that all services share: partitioning, record headers, topic creation. Decides nothing about recoveries. */
package io.recoverymesh.common.kafka;
