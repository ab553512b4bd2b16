/**
 * The edge to the operating system: runs declared programs, without a shell, within limits, and ends what they started.
 * Knows nothing of Kafka or of any framework.
 */
package io.recoverymesh.handler.exec;
